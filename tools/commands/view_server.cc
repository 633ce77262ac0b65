// SPDX-License-Identifier: Apache-2.0
#include "tools/commands/view_server.h"

#include <fmt/format.h>
#include <httplib.h>

#include <nlohmann/json.hpp>
#include <random>

#include "puzzles/error.h"

namespace solve_puzzle {
namespace {

constexpr const char* kHost = "127.0.0.1";
constexpr std::size_t kMostPinBytes = std::size_t{64} << 20U;

void add_safe_headers(httplib::Response& response) {
  response.set_header("Cache-Control", "no-store");
  response.set_header("X-Content-Type-Options", "nosniff");
  response.set_header("X-Frame-Options", "DENY");
  response.set_header("Referrer-Policy", "no-referrer");
  response.set_header("Cross-Origin-Resource-Policy", "same-origin");
}

void answer_text(httplib::Response& response, int status, const std::string& text) {
  response.status = status;
  response.set_content(text, "text/plain; charset=utf-8");
}

std::string json_text(const ViewProgress& progress) {
  const nlohmann::json json = {{"running", progress.is_running},
                               {"share", progress.share},
                               {"stage", progress.stage},
                               {"error", progress.error}};
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

struct ViewServer::Parts {
  httplib::Server server;
  ViewHandlers handlers;
  int port = 0;
  std::string path = fmt::format("/{}/", random_token());

  std::string origin() const { return fmt::format("http://{}:{}", kHost, port); }

  /// Whether the request was meant for this server and comes from its own page or a person's address line.
  bool is_trusted(const httplib::Request& request) const {
    if (request.get_header_value("Host") != fmt::format("{}:{}", kHost, port)) return false;
    if (request.has_header("Origin") && request.get_header_value("Origin") != origin()) return false;
    const std::string site = request.get_header_value("Sec-Fetch-Site");
    return site.empty() || site == "same-origin" || site == "none";
  }

  void add_routes() {
    server.set_payload_max_length(kMostPinBytes);
    server.set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
      add_safe_headers(response);
      if (is_trusted(request)) return httplib::Server::HandlerResponse::Unhandled;
      answer_text(response, 403, "this request does not come from the report\n");
      return httplib::Server::HandlerResponse::Handled;
    });
    server.Get(path, [this](const httplib::Request&, httplib::Response& response) {
      response.set_content(handlers.page(), "text/html; charset=utf-8");
    });
    server.Get(path + "progress", [this](const httplib::Request&, httplib::Response& response) {
      response.set_content(json_text(handlers.progress()), "application/json");
    });
    server.Post(path + "solve",
                [this](const httplib::Request& request, httplib::Response& response) { begin(request, response); });
  }

  // A form of another page cannot send JSON without asking first.
  void begin(const httplib::Request& request, httplib::Response& response) const {
    if (request.get_header_value("Content-Type").rfind("application/json", 0) != 0) {
      return answer_text(response, 415, "expected application/json\n");
    }
    try {
      handlers.solve(request.body);
      answer_text(response, 202, "begun\n");
    } catch (const Error& error) {
      answer_text(response, 400, error.what());
    }
  }
};

ViewServer::ViewServer(int port, ViewHandlers handlers) : parts_(std::make_unique<Parts>()) {
  parts_->handlers = std::move(handlers);
  // Only one program may have the port: without this, two could share it.
  parts_->server.set_socket_options([](auto) {});
  const bool is_bound = port == 0 ? (parts_->port = parts_->server.bind_to_any_port(kHost)) > 0
                                  : parts_->server.bind_to_port(kHost, port);
  if (!is_bound) {
    throw Error(fmt::format("port {}: is taken or not allowed; expected a free one (--port 0 finds one)", port));
  }
  if (port != 0) parts_->port = port;
  parts_->add_routes();
}

ViewServer::~ViewServer() { stop(); }

const std::string& ViewServer::path() const { return parts_->path; }

std::string ViewServer::address() const { return parts_->origin() + parts_->path; }

void ViewServer::run() { parts_->server.listen_after_bind(); }

void ViewServer::stop() { parts_->server.stop(); }

std::string random_token() {
  std::random_device device;
  std::string token;
  for (int i = 0; i < 4; ++i) token += fmt::format("{:08x}", device());
  return token;
}

}  // namespace solve_puzzle
