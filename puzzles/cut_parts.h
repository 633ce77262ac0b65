// SPDX-License-Identifier: Apache-2.0
// What all cutters share: streams of random numbers, pictures made alike, which pieces remain, damage to pixels. Only
// for the sources of puzzles.
#pragma once

#include <cstdint>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "puzzles/assembly.h"
#include "puzzles/cut_options.h"
#include "puzzles/random.h"

namespace solve_puzzle {

/// Streams of random numbers: every piece has its own, so that one kind of damage never changes another.
enum class Stream : std::uint64_t { kOrder = 1, kTurn = 2, kNoise = 3, kMissing = 4, kFade = 5, kTear = 6, kWear = 7 };

Random stream(std::uint64_t seed, Stream kind, std::size_t item);

/// Gives any angle, as cosine and sine; from + - x / alone, so that all libraries give the same.
cv::Point2d any_direction(Random& random);

/// Gives the rotation of options. Throws: Error when the rotation is not one that the kind of piece can have.
Rotation rotation_of(const CutOptions& options);

/// Gives pictures of three channels and one depth, each at least as large as `least`.
/// Throws: Error that says which picture is too small, transparent, or of an unknown kind.
std::vector<cv::Mat> prepared(const std::vector<cv::Mat>& pictures, cv::Size least);

/// Gives the numbers of the pieces that remain, shuffled. Throws: Error when none remains.
std::vector<int> shuffled_remains(std::size_t num_pieces, const CutOptions& options);

/// Adds noise of the deviation options.noise, and fades the colours by up to options.fade: towards white, and each
/// channel by itself. `item` names the piece. In fixed point, so that no compiler rounds differently.
void damage_pixels(cv::Mat& pixels, const CutOptions& options, std::size_t item);

/// Throws: Error for shares and deviations that CutOptions::visit() does not allow.
void check_damage(const CutOptions& options);

/// Gives how ids are numbered: p0001 of up to 9,999.
std::string piece_id(std::size_t index, std::size_t num_pieces);

}  // namespace solve_puzzle
