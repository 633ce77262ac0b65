// SPDX-License-Identifier: Apache-2.0
// Own code, because none of the libraries that we link has it (OpenCV, oneTBB, fmt, nlohmann-json), and libcrypto for
// one function would be one more dependency of every project that links us.
#include "attention/sha256.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

namespace solve_puzzle {
namespace {

using Word = std::uint32_t;
using State = std::array<Word, 8>;
using Bytes = std::span<const std::byte>;

constexpr std::size_t kBlock = 64;
constexpr std::size_t kLengthField = 8;  // bytes at the end of the last block
constexpr int kRounds = 64;

constexpr std::array<Word, kRounds> kConstants = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

Word big_endian(const std::byte* bytes) {
  return std::to_integer<Word>(bytes[0]) << 24U | std::to_integer<Word>(bytes[1]) << 16U |
         std::to_integer<Word>(bytes[2]) << 8U | std::to_integer<Word>(bytes[3]);
}

/// Gives the message schedule W (6.2.2, step 1).
std::array<Word, kRounds> schedule(const std::byte* block) {
  std::array<Word, kRounds> w;
  for (std::size_t t = 0; t < 16; ++t) w[t] = big_endian(block + 4 * t);
  for (std::size_t t = 16; t < kRounds; ++t) {
    const Word sigma0 = std::rotr(w[t - 15], 7) ^ std::rotr(w[t - 15], 18) ^ (w[t - 15] >> 3U);
    const Word sigma1 = std::rotr(w[t - 2], 17) ^ std::rotr(w[t - 2], 19) ^ (w[t - 2] >> 10U);
    w[t] = sigma1 + w[t - 7] + sigma0 + w[t - 16];
  }
  return w;
}

/// Mixes one block of 64 bytes into the state (6.2.2, steps 2 to 4).
State mixed(const State& state, const std::byte* block) {
  const std::array<Word, kRounds> w = schedule(block);
  auto [a, b, c, d, e, f, g, h] = state;
  for (std::size_t t = 0; t < kRounds; ++t) {
    const Word sum1 = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25);
    const Word t1 = h + sum1 + ((e & f) ^ (~e & g)) + kConstants[t] + w[t];
    const Word sum0 = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
    const Word t2 = sum0 + ((a & b) ^ (a & c) ^ (b & c));
    h = g;
    g = f;
    f = e;
    e = d + t1;
    d = c;
    c = b;
    b = a;
    a = t1 + t2;
  }
  return {state[0] + a, state[1] + b, state[2] + c, state[3] + d,
          state[4] + e, state[5] + f, state[6] + g, state[7] + h};
}

/// Gives the last one or two blocks: what is left of the message, a one, zeros, and the length in bits (5.1.1).
std::vector<std::byte> padded(Bytes rest, std::uint64_t num_bytes) {
  std::vector<std::byte> blocks(rest.begin(), rest.end());
  blocks.push_back(std::byte{0x80});
  while (blocks.size() % kBlock != kBlock - kLengthField) blocks.push_back(std::byte{0});
  for (int shift = 56; shift >= 0; shift -= 8) blocks.push_back(static_cast<std::byte>(num_bytes * 8 >> shift));
  return blocks;
}

State mixed_all(State state, Bytes blocks) {
  for (std::size_t begin = 0; begin < blocks.size(); begin += kBlock) state = mixed(state, blocks.data() + begin);
  return state;
}

}  // namespace

void Sha256::add(Bytes part) {
  num_bytes_ += part.size();
  if (!rest_.empty()) {
    const Bytes missing = part.first(std::min(part.size(), kBlock - rest_.size()));
    rest_.insert(rest_.end(), missing.begin(), missing.end());
    part = part.subspan(missing.size());
    if (rest_.size() < kBlock) return;
    state_ = mixed_all(state_, rest_);
  }
  const std::size_t num_whole = part.size() / kBlock * kBlock;
  state_ = mixed_all(state_, part.first(num_whole));
  rest_.assign(part.begin() + static_cast<std::ptrdiff_t>(num_whole), part.end());
}

std::string Sha256::digest() const {
  std::string digits;
  for (const Word word : mixed_all(state_, padded(rest_, num_bytes_))) digits += fmt::format("{:08x}", word);
  return digits;
}

}  // namespace solve_puzzle
