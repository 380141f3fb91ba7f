// Boost.Context: fibers with stacks of their own, from a pool.
#include <boost/context/fiber.hpp>
#include <boost/context/fixedsize_stack.hpp>
#include <boost/context/pooled_fixedsize_stack.hpp>
#include <boost/version.hpp>

#include <chrono>
#include <ctime>
#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <unistd.h>
#include <vector>

namespace context = boost::context;
using context::fiber;

// What a work returns: its result, and for works of memory the bytes held.
struct Outcome {
  long result, held = 0;
};

context::pooled_fixedsize_stack stacks;

template <class F> fiber make(F body) {
  return fiber(std::allocator_arg, stacks, body);
}

// Sends n numbers to a fiber, which gives each back plus one.
Outcome round_trip(long n) {
  long in = 0, out = 0, total = 0;
  fiber f = make([&](fiber &&main) {
    for (;;) {
      out = in + 1;
      main = std::move(main).resume();
    }
    return std::move(main);
  });
  for (long i = 0; i < n; i++) {
    in = i;
    f = std::move(f).resume();
    total += out;
  }
  return {total};
}

// Makes n fibers, and runs each to its switch and to its end.
Outcome create(long n) {
  long total = 0;
  for (long i = 0; i < n; i++) {
    fiber f = make([&](fiber &&main) {
      total++;
      return std::move(main).resume();
    });
    f = std::move(f).resume();
    f = std::move(f).resume();
  }
  return {total};
}

long in_use() {
  long size, resident;
  std::ifstream("/proc/self/statm") >> size >> resident;
  return resident * sysconf(_SC_PAGESIZE);
}

// Holds n fibers that are suspended, on small stacks.
Outcome hold(long n) {
  long total = 0, before = in_use();
  std::vector<fiber> held;
  held.reserve(n);
  for (long i = 0; i < n; i++) {
    context::fixedsize_stack stack(16 * 1024);
    fiber f(std::allocator_arg, stack, [&](fiber &&main) {
      total++;
      return std::move(main).resume();
    });
    held.push_back(std::move(f).resume());
  }
  return {total, in_use() - before};
}

// Repeats a work for some time, and prints what it took if asked to.
void repeat(Outcome (*work)(long), long n, std::chrono::nanoseconds atLeast, bool print) {
  using clock = std::chrono::steady_clock;
  auto start = clock::now();
  auto cpu = std::clock();
  Outcome outcome;
  long runs = 0;
  std::chrono::nanoseconds wall;
  do {
    outcome = work(n);
    runs++;
    wall = clock::now() - start;
  } while (wall < atLeast);
  cpu = std::clock() - cpu;
  if (print)
    std::cout << runs << ' ' << wall.count() << ' ' << cpu * (1000000000 / CLOCKS_PER_SEC) << ' '
              << outcome.result << ' ' << outcome.held << '\n';
}

int main(int, char **argv) {
  if (argv[1] == std::string("--version")) {
    std::cout << "Boost " << BOOST_VERSION / 100000 << '.' << BOOST_VERSION / 100 % 1000 << '\n';
    return 0;
  }
  std::map<std::string, Outcome (*)(long)> works{
      {"round_trip", round_trip}, {"create", create}, {"hold", hold}};
  auto work = works.at(argv[1]);
  long n = std::stol(argv[2]);
  std::chrono::nanoseconds atLeast(std::stol(argv[3]));
  if (atLeast.count() > 0)
    repeat(work, n, atLeast / 10, false); // to warm up
  repeat(work, n, atLeast, true);
}
