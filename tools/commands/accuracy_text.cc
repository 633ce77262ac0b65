// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/accuracy_text.h"

#include <fmt/format.h>

namespace solve_puzzle {
namespace {

std::string shares(const std::string& name, double strict, double fair, const std::string& meaning) {
  return fmt::format("{:<18} {:>7.2f} {:>7.2f}   {}\n", name, 100 * strict, 100 * fair, meaning);
}

std::string square_table(const Accuracy& accuracy) {
  std::string text = fmt::format("pieces             {:>7}           {} placed, {} of them wrong\n",
                                 accuracy.num_pieces, accuracy.num_placed, accuracy.num_wrong_placed);
  text += fmt::format("pictures           {:>7}           {} large groups in the answer\n\n", accuracy.num_pictures,
                      accuracy.num_groups);
  text += fmt::format("{:<18} {:>7} {:>7}\n", "", "strict", "fair");
  text += shares("direct           %", accuracy.direct, accuracy.direct_fair, "pieces in their true cell and turn");
  text += shares("neighbour        %", accuracy.neighbour, accuracy.neighbour_fair, "true adjacencies that are made");
  text += shares("largest part     %", accuracy.largest_component, accuracy.largest_component_fair,
                 "pieces in the largest right part");
  text += shares("precision        %", accuracy.precision, accuracy.precision_fair,
                 fmt::format("of {} accepted joins", accuracy.num_accepted));
  text += fmt::format("{:<18} {:>7.2f} {:>7}   {}\n", "recall           %", 100 * accuracy.recall, "",
                      "true adjacencies that are accepted joins");
  const auto yes = [](bool is_so) { return is_so ? "yes" : "no"; };
  return text + fmt::format("{:<18} {:>7} {:>7}\n", "perfect", yes(accuracy.perfect), yes(accuracy.perfect_fair));
}

std::string torn_table(const Accuracy& accuracy) {
  const auto line = [](const std::string& name, double value, const std::string& meaning) {
    return fmt::format("{:<18} {:>7.2f}   {}\n", name, value, meaning);
  };
  std::string text = fmt::format("pieces             {:>7}   {} placed, {} of them wrong\n", accuracy.num_pieces,
                                 accuracy.num_placed, accuracy.num_wrong_placed);
  text += fmt::format("pictures           {:>7}   {} large groups in the answer\n\n", accuracy.num_pictures,
                      accuracy.num_groups);
  text += line("placed right     %", 100 * accuracy.direct,
               "centre within 2 % of the mean diameter (at most 5 px), angle within 2 degrees");
  text += line("neighbour        %", 100 * accuracy.neighbour, "true adjacencies that are made");
  text += line("largest part     %", 100 * accuracy.largest_component, "pieces in the largest right part");
  text +=
      line("precision        %", 100 * accuracy.precision, fmt::format("of {} accepted joins", accuracy.num_accepted));
  text += line("recall           %", 100 * accuracy.recall, "true adjacencies that are accepted joins");
  text += line(
      "off by          px", accuracy.rms_pixels,
      fmt::format("root mean square of the {} right pieces, {:.2f} at most", accuracy.num_right, accuracy.max_pixels));
  text += line("off by         deg", accuracy.rms_degrees, fmt::format("{:.3f} at most", accuracy.max_degrees));
  return text + fmt::format("{:<18} {:>7}\n", "perfect", accuracy.perfect ? "yes" : "no");
}

}  // namespace

nlohmann::ordered_json accuracy_json(const Accuracy& accuracy, Kind kind) {
  nlohmann::ordered_json json = {{"pieces", accuracy.num_pieces},
                                 {"placed", accuracy.num_placed},
                                 {"wrong_placed", accuracy.num_wrong_placed},
                                 {"direct", accuracy.direct},
                                 {"neighbour", accuracy.neighbour},
                                 {"largest_component", accuracy.largest_component},
                                 {"perfect", accuracy.perfect},
                                 {"direct_fair", accuracy.direct_fair},
                                 {"neighbour_fair", accuracy.neighbour_fair},
                                 {"largest_component_fair", accuracy.largest_component_fair},
                                 {"perfect_fair", accuracy.perfect_fair},
                                 {"accepted", accuracy.num_accepted},
                                 {"precision", accuracy.precision},
                                 {"precision_fair", accuracy.precision_fair},
                                 {"recall", accuracy.recall},
                                 {"groups", accuracy.num_groups},
                                 {"pictures", accuracy.num_pictures},
                                 {"worst_picture_neighbour_fair", accuracy.worst_picture_neighbour_fair}};
  if (kind == Kind::kTorn) {
    json["right"] = accuracy.num_right;
    json["rms_pixels"] = accuracy.rms_pixels;
    json["max_pixels"] = accuracy.max_pixels;
    json["rms_degrees"] = accuracy.rms_degrees;
    json["max_degrees"] = accuracy.max_degrees;
  }
  return json;
}

std::string accuracy_table(const Accuracy& accuracy, Kind kind) {
  return kind == Kind::kTorn ? torn_table(accuracy) : square_table(accuracy);
}

}  // namespace solve_puzzle
