-- Asks for the paths of a file, a line each, from the line after the first `passed`; prints what came of it as JSON.
-- wrk -s walk.lua ADDRESS -- FILE PASSED

local lines
asked, ran_out = 0, 0 -- global, for `done` reads them from outside the thread

function setup(thread)
   walker = thread -- there is one thread
end

function init(arguments)
   lines = io.lines(arguments[1])
   for _ = 1, tonumber(arguments[2]) do lines() end
   path = arguments[1]
end

function request()
   local line = lines()
   if not line then
      ran_out = ran_out + 1
      lines = io.lines(path)
      line = lines()
   end
   asked = asked + 1
   return wrk.format("GET", line)
end

function done(summary, latency, requests)
   local errors = summary.errors
   print(string.format(
      '{"asked":%d,"ran_out":%d,"requests":%d,"microseconds":%d,"p50":%d,"p99":%d,"refused":%d,"broken":%d}',
      walker:get("asked"), walker:get("ran_out"), summary.requests, summary.duration,
      latency:percentile(50), latency:percentile(99),
      errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
