-- For Lua and LuaJIT. The only clock that both have is that of CPU time.
local yield, wrap = coroutine.yield, coroutine.wrap
local works = {}

-- Sends n numbers to a coroutine, which gives each back plus one.
function works.round_trip(n)
  local resume = wrap(function(x)
    while true do
      x = yield(x + 1)
    end
  end)
  local total = 0
  for i = 0, n - 1 do
    total = total + resume(i)
  end
  return total
end

-- Makes n coroutines, and runs each to its yield and to its end.
function works.create(n)
  local function body() yield(1) end
  local total = 0
  for _ = 1, n do
    local resume = wrap(body)
    total = total + resume()
    resume()
  end
  return total
end

local function in_use()
  collectgarbage()
  local statm = assert(io.open("/proc/self/statm"))
  local pages = statm:read("*a"):match("%d+ (%d+)")
  statm:close()
  return pages * 4096
end

-- Holds n coroutines that are suspended.
function works.hold(n)
  local function body() yield(1) end
  local before, held, total = in_use(), {}, 0
  for i = 1, n do
    held[i] = wrap(body)
    total = total + held[i]()
  end
  return total, in_use() - before
end

local work, n, at_least = works[arg[1]], tonumber(arg[2]), tonumber(arg[3]) / 1e9

local function repeat_for(seconds)
  local start, runs = os.clock(), 0
  while true do
    local result, held = work(n)
    runs = runs + 1
    local took = os.clock() - start
    if took >= seconds then
      return runs, took * 1e9, result, held or 0
    end
  end
end

if at_least > 0 then
  repeat_for(at_least / 10) -- to warm up
end
local runs, ns, result, held = repeat_for(at_least)
print(("%d %.0f %.0f %.0f %.0f"):format(runs, ns, ns, result, held))
