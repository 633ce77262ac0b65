// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/training_run.h"

#include <fmt/format.h>

#include <algorithm>
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
#include "tools/commands/torn_sets.h"
#include "tools/commands/weights_file.h"
#include "tools/version.h"

namespace solve_puzzle {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint64_t kHeldOutSeed = 20;  // the same sets for every run
constexpr std::uint64_t kSetsPerSetting = 3;

int depth_of(const SeamOptions& seam, const SetOptions& set) {
  return seam.attention == "whole" ? set.piece_size - 2 * set.erode : seam.depth;
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
  json["kind"] = request.run.kind;
  if (!request.run.start.empty()) json["start"] = utf8(std::filesystem::path(request.run.start).filename().string());
  json["seed"] = request.common.seed;
  json["inputs"] = nlohmann::ordered_json::array();
  for (const std::string& input : request.inputs) {
    const std::filesystem::path path = std::filesystem::path(input).lexically_normal();
    json["inputs"].push_back(utf8((path.has_filename() ? path : path.parent_path()).filename().string()));
  }
  return json.dump();
}

/// Throws: Error when the file is of another architecture.
Weights starting_weights(const TrainRequest& request) {
  Weights weights = read_weights_file(request.run.start);
  const std::string found = architecture_text(architecture_of(weights));
  if (found == architecture_text(request.seam)) return weights;
  throw Error(fmt::format("{}: --start: found the architecture {}, expected {}", display_name(request.run.start), found,
                          architecture_text(request.seam)));
}

}  // namespace

std::vector<TrainingRun::HeldOut> TrainingRun::square_sets(const TrainingPhotos& photos, const SeamOptions& seam) {
  std::vector<HeldOut> result;
  for (const int erode : {0, 1, 2}) {
    HeldOut one{.setting = fmt::format("e{}", erode), .sets = {}};
    SetOptions options{.erode = erode};
    options.depth = depth_of(seam, options);
    for (std::uint64_t i = 0; i < kSetsPerSetting; ++i) {
      one.sets.push_back(std::make_shared<TrainingSet>(make_set(photos, true, options, kHeldOutSeed, i)));
    }
    result.push_back(std::move(one));
  }
  return result;
}

std::vector<TrainingRun::HeldOut> TrainingRun::torn_sets(const TrainingPhotos& photos, const SeamOptions& seam) {
  const std::vector<std::pair<std::string, TornSetOptions>> settings = {
      {"rough_e4", {.tear = "rough", .erode = 4}},
      {"straight", {.tear = "straight"}},
      {"smooth_worn", {.tear = "smooth", .erode_uneven = 6, .fade = 0.1}}};
  std::vector<HeldOut> result;
  for (auto [name, options] : settings) {
    options.depth = seam.depth;
    HeldOut one{.setting = name, .sets = {}};
    for (std::uint64_t i = 0; i < kSetsPerSetting; ++i) {
      one.sets.push_back(std::make_shared<TrainingSet>(make_torn_set(photos, true, options, kHeldOutSeed, i)));
    }
    result.push_back(std::move(one));
  }
  return result;
}

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
                        .is_torn = request.run.kind == "torn",
                        .seed = request.common.seed}) {
  held_out_ = is_torn() ? torn_sets(photos_, request.seam) : square_sets(photos_, request.seam);
  curve_text_ = "step,seconds,learning_rate,loss,top_one";
  for (const HeldOut& one : held_out_) curve_text_ += ",held_out_" + one.setting;
  curve_text_ += "\n";
  if (!request.run.start.empty()) network_->load(starting_weights(request));
  if (request.run.resume) resume();
}

double TrainingRun::learning_rate(std::int64_t step) const {
  constexpr double kWarmUp = 50;
  const double share = static_cast<double>(step) / request_.training.steps;
  const double cosine = 0.5 * (1 + std::cos(3.14159265358979 * share));
  return request_.training.learning_rate * cosine * std::min(1.0, (static_cast<double>(step) + 1) / kWarmUp);
}

TrainingRun::Judgement TrainingRun::judge() const {
  Judgement result;
  for (const HeldOut& one : held_out_) {
    double sum = 0;
    for (const auto& set : one.sets) {
      const std::vector<float> scores = judge_lists(*network_, set->bands, set->lists);
      sum += is_torn() ? verdict_accuracy(*set, scores) : list_accuracy(*set, scores).fair;
    }
    result.accuracy.push_back(sum / static_cast<double>(one.sets.size()));
    result.mean += result.accuracy.back() / static_cast<double>(held_out_.size());
  }
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
      curve_text_ += std::string(held_out_.size(), ',') + "\n";
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
  for (std::size_t i = 0; i < held_out_.size(); ++i) {
    curve_text_ += fmt::format(",{:.4f}", judgement.accuracy[i]);
    line += fmt::format(", {} {:.4f}", held_out_[i].setting, judgement.accuracy[i]);
  }
  curve_text_ += "\n";
  say_(fmt::format("step {} of {}: loss {:.4f}, held out{}", step, request_.training.steps, mean.loss, line));
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
