// SPDX-License-Identifier: Apache-2.0
// That what a network reads is gathered on its device, tried with torch's device of shapes without numbers (meta): a
// network itself cannot be moved there.
#include <gmock/gmock.h>

#include "attention/network/seam_batch.h"
#include "tests/attention/testing.h"

namespace solve_puzzle {
namespace {

TEST(NetworkDevice, ListsAndSeamsFollowTheBands) {
  constexpr int kTile = 12;
  const TrainingSet set = set_of(cut_sample({4, 3}, {.piece_size = std::to_string(kTile)}), 3, 3);
  const BandTensors tensors(set.bands, torch::kMeta);
  const torch::Tensor tokens = torch::zeros({set.bands.num_pieces(), 8}, torch::kMeta);
  const auto batch = list_batch(tensors, tokens, set.lists, 0, 8, kTile);
  for (const torch::Tensor& gathered : {batch->bands.own, batch->bands.facing_whitening, batch->own_token,
                                        batch->facing_token, batch->evidence, batch->row, batch->column}) {
    EXPECT_TRUE(gathered.is_meta());
  }
  const torch::Tensor seam = seam_channels(batch->bands);
  EXPECT_TRUE(seam.is_meta());
  EXPECT_EQ(seam.size(0), batch->row.size(0));
  EXPECT_EQ(seam.size(1), num_seam_channels(3));
  EXPECT_TRUE(stitched_picture(batch->bands).is_meta());
}

}  // namespace
}  // namespace solve_puzzle
