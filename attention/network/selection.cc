// SPDX-License-Identifier: Apache-2.0
#include "attention/network/selection.h"

#include <fmt/format.h>

#include "attention/network/crf_selection.h"
#include "attention/network/hard.h"
#include "attention/network/mean.h"
#include "attention/network/soft.h"
#include "puzzles/error.h"

namespace solve_puzzle {

torch::Tensor SeamBatch::is_seam() const {
  if (mask.defined()) return mask.to(torch::kBool);
  const torch::Tensor& seam = features.defined() ? features : raw;  // the hard selection has no features
  return torch::ones({seam.size(0), seam.size(2)}, seam.options().dtype(torch::kBool));
}

std::shared_ptr<SelectionImpl> make_selection(const std::string& kind, const SelectionOptions& options) {
  if (kind == "mean") return std::make_shared<MeanSelectionImpl>(options);
  if (kind == "soft") return std::make_shared<SoftSelectionImpl>(options);
  if (kind == "crf") return std::make_shared<CrfSelectionImpl>(options);
  if (kind == "hard") return std::make_shared<HardSelectionImpl>(options);
  throw Error(fmt::format("selection: found \"{}\", expected mean, soft, hard or crf", kind));
}

}  // namespace solve_puzzle
