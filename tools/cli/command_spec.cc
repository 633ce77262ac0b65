// SPDX-License-Identifier: Apache-2.0
#include "tools/cli/command_spec.h"

#include <fmt/format.h>

#include "tools/cli/checks.h"
#include "tools/usage_error.h"
#include "tools/version.h"

namespace solve_puzzle {
namespace {

void add_output(OptionList& options, std::string& field, const std::string& placeholder, const std::string& help) {
  options.add_option({.info = {.name = "output", .help = help, .placeholder = placeholder},
                      .fields = {&field},
                      .short_name = 'o',
                      .in_config = false});
}

// Common options stand last in help, so that a command's own ones are read first.
void add_common(OptionList& options, CommonOptions& common) {
  options.add(common);
  options.set_short_name("verbose", 'v');
}

CommandSpec demo_spec(DemoRequest& request) {
  CommandSpec spec{
      .name = "demo",
      .summary = "draw a sample picture, cut it, solve it: no input needed",
      .description =
          "Draws a landscape of 672 x 504 pixels, cuts it into 432 square pieces, turns and shuffles them, "
          "solves the puzzle without looking at the truth, and says how right the answer is. OUT/demo.png "
          "shows the shuffled pieces and the reconstruction side by side.",
      .needs_output = false,
      .examples = {{"solve-puzzle demo", "look at solve-puzzle-demo/demo.png afterwards"},
                   {"solve-puzzle demo --seed 7 -o /tmp/seven", "another picture, another folder"}}};
  add_output(spec.options, request.output, "OUT", "folder for pieces, answer and pictures");
  add_common(spec.options, request.common);
  spec.check = [&request] { check_common(request.common); };
  spec.request = [&request] { return request; };
  return spec;
}

CommandSpec solve_spec(SolveRequest& request) {
  request.solve.matcher = kDefaultMatcher;
  CommandSpec spec{
      .name = "solve",
      .summary = "put pieces back together",
      .description =
          "Reads pictures of pieces, finds out which sides belong together, and writes OUT/assembly.json (every pose, "
          "every join, how sure), OUT/reconstruction.png (one picture per group of joined pieces), OUT/report.html (a "
          "page that shows it "
          "all, and where joins can be corrected) and OUT/run.log. "
          "Ctrl-C ends the search and writes the best answer found so far; a second Ctrl-C ends the program at once.",
      .arguments = {{"INPUT", "a folder of piece pictures, or picture files", nullptr, &request.inputs}},
      .examples = {{"solve-puzzle solve pieces/ -o out", "upright square pieces, size of the picture unknown"},
                   {"solve-puzzle solve pieces/ -o out --rotation quarter --time-limit 10",
                    "pieces may be turned; best answer within ten seconds"},
                   {"solve-puzzle solve pieces/ -o out --grid 24x18", "24 columns and 18 rows are known"},
                   {"solve-puzzle solve pieces/ -o out --pins pins.json", "again, with corrections made in the report"},
                   {"solve-puzzle solve pieces/ -o out --animate out/film.webp", "and a film of it"},
                   {"solve-puzzle solve pieces/ -o out --explain p0007:right p0042:left",
                    "does not solve: draws where the network looks along this seam"}}};
  add_output(spec.options, request.output, "OUT", "folder for the answer; made when it is not there");
  spec.options.add_option(
      {.info = {.name = "pins",
                .help = "corrections made in OUT/report.html: joins that must or must not be, pieces "
                        "that stay; starts from the answer in OUT when there is one",
                .placeholder = "FILE.json"},
       .fields = {&request.pins},
       .in_config = false});
  spec.options.add_option({.info = {.name = "animate",
                                    .help = "write a film of the pieces flying to their places, at most 15 seconds and "
                                            "10 MB; the ending says how: .webp, .gif or .mp4",
                                    .placeholder = "FILE"},
                           .fields = {&request.animate},
                           .in_config = false});
  spec.options.add_option({.info = {.name = "explain",
                                    .help = "do not solve: draw how the network sees the seam between two pieces, or "
                                            "two sides (PIECE:top, right, bottom or left), to OUT/explain_A_B.png",
                                    .placeholder = "PIECE"},
                           .fields = {&request.explain},
                           .in_config = false});
  spec.options.add(request.solve);
  add_common(spec.options, request.common);
  spec.check = [&request] {
    check_common(request.common);
    check_solve(request.solve);
    check_explain(request);
    check_animate(request);
  };
  spec.request = [&request] { return request; };
  return spec;
}

CommandSpec cut_spec(CutRequest& request) {
  CommandSpec spec{
      .name = "cut",
      .summary = "make a puzzle with known truth from a picture",
      .description =
          "Cuts a picture into pieces and writes them to DIR/pieces in shuffled order, under names that "
          "tell nothing, and the truth to DIR/puzzle.json. Same picture, options and seed: same puzzle.",
      .arguments = {{"IMAGE", "the picture to cut; sample:WIDTHxHEIGHT draws one", &request.image, nullptr}},
      .examples = {{"solve-puzzle cut photo.jpg -o puzzle --rotation quarter",
                    "432 pieces of 28 pixels "
                    "from a picture of 672 x 504"},
                   {"solve-puzzle cut sample:1120x700 -o puzzle", "1,000 pieces of a drawn landscape"},
                   {"solve-puzzle cut a.png -o puzzle --missing 0.1 --mix b.png c.png",
                    "three pictures in one bag, a tenth of the pieces lost"},
                   {"solve-puzzle cut photo.jpg -o puzzle --kind torn --pieces 36 --erode-uneven 4",
                    "torn into 36 fragments, at any angle, with worn rims"}}};
  add_output(spec.options, request.output, "DIR", "folder for the puzzle; made when it is not there");
  spec.options.add(request.cut);
  spec.options.add_option({.info = {.name = "mix", .help = "more pictures for the same bag", .placeholder = "IMAGE"},
                           .fields = {&request.mix},
                           .in_config = false});
  spec.options.add_option(
      {.info = {.name = "resize", .help = "size of a picture before it is cut", .placeholder = "WIDTHxHEIGHT"},
       .fields = {&request.resize}});
  spec.options.add_option(
      {.info = {.name = "format",
                .help = "how pieces are written; jigsawnet: fragment_*.png on a plain colour, groundTruth.txt (torn)",
                .choices = {"png", "jigsawnet"}},
       .fields = {&request.format}});
  add_common(spec.options, request.common);
  spec.check = [&request] {
    check_common(request.common);
    check_cut(request.cut);
    if (request.format == "jigsawnet" && request.cut.kind != "torn") {
      throw UsageError("--format jigsawnet is for torn pieces; give --kind torn too");
    }
    if (!request.resize.empty()) parsed_size("resize", request.resize);
  };
  spec.request = [&request] { return request; };
  return spec;
}

CommandSpec eval_spec(EvalRequest& request) {
  CommandSpec spec{
      .name = "eval",
      .summary = "judge an answer by the truth",
      .description =
          "Compares an assembly with the truth it was cut from. Fair measures count the exchange of pixel-identical "
          "pieces as right; they need the pieces beside the truth (DIR/pieces, as cut writes them).",
      .arguments = {{"ASSEMBLY.json", "what solve wrote", &request.assembly, nullptr},
                    {"TRUTH", "puzzle.json, or the folder that cut wrote", &request.truth, nullptr}},
      .needs_output = false,
      .examples = {{"solve-puzzle eval out/assembly.json puzzle", "a table for people"},
                   {"solve-puzzle eval out/assembly.json puzzle --json --draw errors.png",
                    "all measures for programs, and a picture of what is wrong"}}};
  spec.options.add_option(
      {.info = {.name = "json", .help = "write JSON instead of a table"}, .fields = {&request.json}});
  spec.options.add_option({.info = {.name = "draw",
                                    .help = "draw the answer with wrong joins in red and wrong pieces tinted",
                                    .placeholder = "FILE.png"},
                           .fields = {&request.draw},
                           .in_config = false});
  add_common(spec.options, request.common);
  spec.check = [&request] { check_common(request.common); };
  spec.request = [&request] { return request; };
  return spec;
}

CommandSpec bench_spec(BenchRequest& request) {
  request.solve.matcher = kDefaultMatcher;
  CommandSpec spec{
      .name = "bench",
      .summary = "solve many puzzles and measure the answers",
      .description =
          "Cuts every photo of a folder (or takes the puzzles of a folder of puzzle folders), solves, judges, and "
          "writes a line per puzzle to OUT/results.csv, the means to OUT/summary.json, and tables and plots to "
          "OUT/report.html. A list file (.json) names data sets, cuts and matchers, and all combinations are solved; "
          "what it does not say comes from the command line. A bench that is stopped goes on where it stopped; "
          "puzzles that are done with the same settings are not solved again. bench merge OUT... -o ALL puts the "
          "parts of --shard together, or any other runs.",
      .arguments = {{"DATASET",
                     "a folder of photos, or of puzzle folders, whose name is the dataset's name; or a list file",
                     nullptr, &request.datasets}},
      .examples = {
          {"solve-puzzle bench photos/ -o bench --rotation quarter", "Type 2, pieces of 28 pixels"},
          {"solve-puzzle bench photos/ -o bench --resize 500x500 --piece-size 50 --jobs 1",
           "10 x 10 pieces of 50 pixels, clean times"},
          {"solve-puzzle bench photos/ -o bench --missing 0.3 --save-worst 5",
           "30 % of the pieces lost; pictures of the five worst answers"},
          {"solve-puzzle bench frescoes/ -o bench --turn --seeds 3",
           "ready torn puzzles, every piece turned by an angle of its own, three times"},
          {"solve-puzzle bench list.json -o part2 --shard 2/8", "the second of eight parts of what a list says"},
          {"solve-puzzle bench merge part1 part2 -o bench", "the parts as one bench"},
          {"solve-puzzle bench --compare bench-old bench-new",
           "what became better or worse; exit code 1 when it became worse"},
          {"solve-puzzle bench photos/ -o bench --pairs --erode 1",
           "how often each matcher puts the true neighbour first, and what it costs"},
          {"solve-puzzle bench photos/ -o bench --pairs --worn 0 1 2 --compare mean-1.safetensors mean-2.safetensors",
           "two trainings of one architecture at three wears: mean and deviation"}}};
  spec.needs_nothing = [&request] { return !request.bench.pairs && !request.bench.compare.empty(); };
  add_output(spec.options, request.output, "OUT", "folder for results.csv, summary.json and report.html");
  spec.options.add(request.bench);
  spec.options.add(request.cut);
  spec.options.add(request.solve, {"grid"});
  add_common(spec.options, request.common);
  spec.check = [&request] { check_bench(request); };
  spec.request = [&request] { return request; };
  return spec;
}

CommandSpec train_spec(TrainRequest& request) {
  CommandSpec spec{
      .name = "train",
      .summary = "train the matcher that looks at seams",
      .description =
          "Cuts photos into puzzles at random (worn, noisy, recompressed), lists the candidates of every side as solve "
          "does, and teaches the network which one is right. A tenth of the photos is kept apart to judge by. Writes "
          "the best weights to WEIGHTS and, beside it, the learning curve (.curve.csv) and a checkpoint (.checkpoint). "
          "Photos that cannot be read are skipped and named. Ctrl-C ends training and keeps the best weights so far.",
      .arguments = {{"DATA", "folders of photos, or picture files", nullptr, &request.inputs}},
      .examples = {{"solve-puzzle train photos/ -o seam.safetensors", "the shipped kind of network"},
                   {"solve-puzzle train photos/ -o seam.safetensors --resume", "goes on from its last checkpoint"},
                   {"solve-puzzle train photos/ -o hard.safetensors --attention hard --steps 2000",
                    "another attention, a shorter run"}}};
  add_output(spec.options, request.output, "WEIGHTS", "file for the weights (.safetensors)");
  spec.options.add(request.seam);
  spec.options.add(request.training);
  spec.options.add(request.run);
  add_common(spec.options, request.common);
  spec.check = [&request] { check_common(request.common); };
  spec.request = [&request] { return request; };
  return spec;
}

CommandSpec report_spec(ReportRequest& request) {
  CommandSpec spec{
      .name = "report",
      .summary = "write OUT/report.html anew",
      .description =
          "Makes the page that shows an answer from OUT/assembly.json and the pictures of the pieces: every join with "
          "its rivals, the order of assembly, the pieces without a place, corrections as pins for solve --pins. The "
          "page is one file and needs no network.",
      .arguments = {{"OUT", "the folder that solve wrote", &request.out, nullptr}},
      .needs_output = false,
      .examples = {{"solve-puzzle report out", "writes out/report.html; solve does so, too"},
                   {"solve-puzzle report out --pieces scans/", "the pictures were moved since"}}};
  spec.options.add_option({.info = {.name = "pieces",
                                    .help = "where the pictures of the pieces are; where they were when left out",
                                    .placeholder = "INPUT"},
                           .fields = {&request.pieces},
                           .in_config = false});
  add_common(spec.options, request.common);
  spec.check = [&request] { check_common(request.common); };
  spec.request = [&request] { return request; };
  return spec;
}

CommandSpec view_spec(ViewRequest& request) {
  CommandSpec spec{
      .name = "view",
      .summary = "show and correct an answer in the browser",
      .description =
          "Serves the report of OUT on this machine's loopback address, under a path that nobody can guess, and prints "
          "the address. There, \"Solve again\" solves with the corrections made in the page, writes the answer to OUT "
          "and shows it. Nothing but the report is served, and no page of another site can reach it.",
      .arguments = {{"OUT", "the folder that solve wrote", &request.out, nullptr}},
      .needs_output = false,
      .examples = {{"solve-puzzle view out", "prints an address such as http://127.0.0.1:41234/3f.../"}}};
  spec.options.add_option(
      {.info =
           {.name = "port", .help = "port to listen on; 0: any free one", .placeholder = "N", .min = 0, .max = 65535},
       .fields = {&request.port}});
  spec.options.add_option({.info = {.name = "pieces",
                                    .help = "where the pictures of the pieces are; where they were when left out",
                                    .placeholder = "INPUT"},
                           .fields = {&request.pieces},
                           .in_config = false});
  add_common(spec.options, request.common);
  spec.check = [&request] { check_common(request.common); };
  spec.request = [&request] { return request; };
  return spec;
}

}  // namespace

std::vector<CommandSpec> command_specs(Requests& requests) {
  std::vector<CommandSpec> specs;
  specs.push_back(demo_spec(requests.demo));
  specs.push_back(solve_spec(requests.solve));
  specs.push_back(cut_spec(requests.cut));
  specs.push_back(eval_spec(requests.eval));
  specs.push_back(bench_spec(requests.bench));
  specs.push_back(train_spec(requests.train));
  specs.push_back(report_spec(requests.report));
  specs.push_back(view_spec(requests.view));
  return specs;
}

std::string synopsis(const CommandSpec& command) {
  std::string line = command.name;
  for (const Argument& argument : command.arguments) line += " " + argument.name + (argument.many ? "..." : "");
  if (const Option* output = command.options.find("output")) {
    const std::string written = "-o " + placeholder(*output);
    line += command.needs_output ? " " + written : " [" + written + "]";
  }
  return line + " [options]";
}

std::string placeholder(const Option& option) {
  if (option.is_flag()) return "";
  if (!option.info.placeholder.empty()) return option.info.placeholder + (option.is_list() ? "..." : "");
  return option.info.choices.empty() ? "VALUE" : "WORD";
}

std::string written_option(const Option& option, const std::string& separator) {
  const std::string value = placeholder(option);
  const std::string short_form = option.short_name ? fmt::format("-{}{}", option.short_name, separator) : "";
  return fmt::format("{}--{}{}{}", short_form, option.info.name, value.empty() ? "" : " ", value);
}

std::string full_help(const Option& option) {
  std::string help = option.info.help;
  if (option.info.choices.size() > 1) help += fmt::format("; one of: {}", fmt::join(option.info.choices, ", "));
  const nlohmann::ordered_json value = value_of(option);
  const bool has_default = !option.is_flag() && !option.is_list() && value != "";
  if (has_default) help += fmt::format(" [{}]", value.is_string() ? value.get<std::string>() : value.dump());
  return help;
}

}  // namespace solve_puzzle
