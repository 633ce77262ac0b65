// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/training_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

#include "attention/network_plugin.h"
#include "attention/seam_matcher.h"
#include "attention/training_batch.h"
#include "io/atomic_file.h"
#include "io/file_names.h"
#include "io/read_file.h"
#include "puzzles/error.h"
#include "tools/cli/option_list.h"
#include "tools/commands/list_accuracy.h"
#include "tools/commands/weights_file.h"
#include "tools/version.h"

namespace solve_puzzle {
namespace {

using Clock = std::chrono::steady_clock;

/// What the photos kept apart are cut into.
constexpr std::array<int, 3> kJudgedErosion = {0, 1, 2};
constexpr int kSetsPerErosion = 3;

int depth_of(const SeamOptions& seam, const SetOptions& set) {
  return seam.attention == "whole" ? set.piece_size - 2 * set.erode : seam.depth;
}

std::vector<std::shared_ptr<const TrainingSet>> held_out_sets(const TrainingPhotos& photos, const SeamOptions& seam) {
  constexpr std::uint64_t kSeed = 20;  // the same sets for every run
  std::vector<std::shared_ptr<const TrainingSet>> sets;
  for (const int erode : kJudgedErosion) {
    for (int i = 0; i < kSetsPerErosion; ++i) {
      SetOptions options{.erode = erode};
      options.depth = depth_of(seam, options);
      sets.push_back(
          std::make_shared<TrainingSet>(make_set(photos, true, options, kSeed, static_cast<std::uint64_t>(i))));
    }
  }
  return sets;
}

constexpr const char* kNetworkPrefix = "network.";
constexpr const char* kOptimiserPrefix = "optimiser.";
constexpr const char* kBestPrefix = "best.";

void add_prefixed(const std::string& prefix, const std::vector<WeightTensor>& from, Weights& to) {
  for (const WeightTensor& tensor : from) to.tensors.push_back({prefix + tensor.name, tensor.shape, tensor.values});
}

Weights without_prefix(const std::string& prefix, const Weights& from) {
  Weights result{.metadata = from.metadata, .tensors = {}, .file = from.file};
  for (const WeightTensor& tensor : from.tensors) {
    if (tensor.name.starts_with(prefix)) {
      result.tensors.push_back({tensor.name.substr(prefix.size()), tensor.shape, tensor.values});
    }
  }
  return result;
}

std::filesystem::path beside(const std::string& output, const char* ending) {
  std::filesystem::path path = output;
  path.replace_extension(ending);
  return path;
}

std::string options_text(const TrainRequest& request) {
  nlohmann::ordered_json json = options_json(request.training);
  json["seed"] = request.common.seed;
  json["inputs"] = nlohmann::ordered_json::array();
  for (const std::string& input : request.inputs) {
    const std::filesystem::path path = std::filesystem::path(input).lexically_normal();
    json["inputs"].push_back(utf8((path.has_filename() ? path : path.parent_path()).filename().string()));
  }
  return json.dump();
}

constexpr const char* kCurveHead = "step,seconds,learning_rate,loss,top_one,held_out_e0,held_out_e1,held_out_e2\n";

}  // namespace

TrainingRun::TrainingRun(const TrainRequest& request, const std::atomic<bool>& stop,
                         std::function<void(const std::string&)> say)
    : request_(request),
      stop_(stop),
      say_(std::move(say)),
      output_(request.output),
      curve_(beside(request.output, ".curve.csv")),
      checkpoint_(beside(request.output, ".checkpoint")),
      photos_({request.inputs.begin(), request.inputs.end()}),
      network_(network_plugin().make_seam_network(request.seam, request.common.seed)),
      stream_(photos_, {.sets_per_group = request.training.sets_per_step,
                        .depth = request.seam.depth,
                        .is_whole = request.seam.attention == "whole",
                        .seed = request.common.seed}),
      curve_text_(kCurveHead) {
  if (request.run.resume) resume();
  held_out_ = held_out_sets(photos_, request.seam);
}

double TrainingRun::learning_rate(std::int64_t step) const {
  constexpr double kWarmUp = 50;
  const double share = static_cast<double>(step) / request_.training.steps;
  const double cosine = 0.5 * (1 + std::cos(3.14159265358979 * share));
  return request_.training.learning_rate * cosine * std::min(1.0, (static_cast<double>(step) + 1) / kWarmUp);
}

TrainingRun::Judgement TrainingRun::judge() const {
  Judgement result;
  result.top_one.assign(kJudgedErosion.size(), 0.0);
  for (std::size_t i = 0; i < held_out_.size(); ++i) {
    const std::vector<float> scores = judge_lists(*network_, held_out_[i]->bands, held_out_[i]->lists);
    result.top_one[i / kSetsPerErosion] += list_accuracy(*held_out_[i], scores).fair / kSetsPerErosion;
  }
  for (const double top_one : result.top_one) result.mean += top_one / static_cast<double>(result.top_one.size());
  return result;
}

void TrainingRun::run() {
  const auto start = Clock::now();
  TrainingReport mean;
  int num_reported = 0;
  bool goes_on = true;
  std::int64_t step = first_step_;
  for (; step < request_.training.steps && goes_on && !stop_; ++step) {
    Random random(request_.common.seed, static_cast<std::uint64_t>(step) + (std::uint64_t{1} << 41));
    const TrainingBatch batch = draw_batch(stream_.at(step), request_.training, random.next());
    const TrainingReport one = network_->train(batch, request_.training, learning_rate(step));
    mean.loss += one.loss;
    mean.top_one += one.top_one;
    ++num_reported;
    const std::int64_t done = step + 1;
    const bool is_last = done == request_.training.steps;
    const bool is_judged = done % request_.run.judge_every == 0 || is_last;
    if (!is_judged && done % request_.run.report_every != 0) continue;
    const TrainingReport average{mean.loss / num_reported, mean.top_one / num_reported};
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    curve_text_ += fmt::format("{},{:.1f},{:.3g},{:.4f},{:.4f}", done, seconds, learning_rate(step), average.loss,
                               average.top_one);
    if (is_judged) {
      goes_on = judge_and_keep(done, average);
    } else {
      curve_text_ += ",,,\n";
    }
    write_file_atomically(curve_, curve_text_);
    if (is_judged) write_checkpoint(done);
    mean = {};
    num_reported = 0;
  }
  if (stop_ && step > first_step_) write_checkpoint(step);
  if (best_tensors_.empty()) {
    throw Error("training was stopped before the weights were judged for the first time: none were written");
  }
  write_weights_file(output_, best_weights());
  const std::vector<std::string> skipped = photos_.skipped();
  if (skipped.empty()) return;
  say_(fmt::format("skipped {} of {} photos", skipped.size(), photos_.size(false) + photos_.size(true)));
  for (const std::string& line : skipped) say_("skipped " + line);
}

/// Gives false when training has not got better for too long.
bool TrainingRun::judge_and_keep(std::int64_t step, const TrainingReport& mean) {
  const Judgement judgement = judge();
  std::string line;
  for (const double top_one : judgement.top_one) line += fmt::format(",{:.4f}", top_one);
  curve_text_ += line + "\n";
  say_(fmt::format("step {} of {}: loss {:.4f}, held out 0 / 1 / 2 px worn: {:.4f} / {:.4f} / {:.4f}", step,
                   request_.training.steps, mean.loss, judgement.top_one[0], judgement.top_one[1],
                   judgement.top_one[2]));
  num_worse_ = judgement.mean > best_ ? 0 : num_worse_ + 1;
  if (judgement.mean > best_) {
    best_ = judgement.mean;
    best_tensors_ = network_->tensors();
  }
  return request_.run.patience == 0 || num_worse_ < request_.run.patience;
}

void TrainingRun::write_checkpoint(std::int64_t step) const {
  Weights weights;
  weights.metadata = {{"architecture", architecture_text(request_.seam)},
                      {"options", options_text(request_)},
                      {"step", std::to_string(step)},
                      {"best", fmt::format("{}", best_)},
                      {"num_worse", std::to_string(num_worse_)},
                      {"curve", curve_text_}};
  add_prefixed(kNetworkPrefix, network_->tensors(), weights);
  add_prefixed(kOptimiserPrefix, network_->optimiser_tensors(), weights);
  add_prefixed(kBestPrefix, best_tensors_, weights);
  write_weights_file(checkpoint_, weights);
}

void TrainingRun::resume() {
  const Weights weights = read_weights_file(checkpoint_);
  const auto text = [&](const std::string& key) {
    const auto found = weights.metadata.find(key);
    if (found != weights.metadata.end()) return found->second;
    throw Error(fmt::format("{}: is no checkpoint of a training run: {} is missing", display_name(checkpoint_), key));
  };
  const auto check_same = [&](const std::string& key, const std::string& expected) {
    if (text(key) == expected) return;
    throw Error(fmt::format("{}: is of a run with other {}: found {}, expected {}", display_name(checkpoint_), key,
                            text(key), expected));
  };
  check_same("architecture", architecture_text(request_.seam));
  check_same("options", options_text(request_));
  network_->load(without_prefix(kNetworkPrefix, weights));
  network_->load_optimiser(without_prefix(kOptimiserPrefix, weights));
  best_tensors_ = without_prefix(kBestPrefix, weights).tensors;
  try {
    first_step_ = std::stoll(text("step"));
    best_ = std::stod(text("best"));
    num_worse_ = std::stoi(text("num_worse"));
  } catch (const std::logic_error&) {
    throw Error(fmt::format("{}: step, best or num_worse is no number", display_name(checkpoint_)));
  }
  curve_text_ = text("curve");
}

Weights TrainingRun::best_weights() const {
  Weights weights;
  weights.metadata = {{"architecture", architecture_text(request_.seam)},
                      {"options", options_text(request_)},
                      {"seed", std::to_string(request_.common.seed)},
                      {"accuracy", fmt::format("{{\"held_out_top_one\": {:.4f}}}", best_)},
                      {"licence", "Apache-2.0"},
                      {"program_version", kProgramVersion}};
  weights.tensors = best_tensors_;
  return weights;
}

}  // namespace solve_puzzle
