-- Sends the requests of a file in turn, one a line; tells what happened as one line of JSON.
-- A line is the body of a POST, or a path of its own when it begins with a slash.
local requests, turn = {}, 0

function init(arguments)
  for line in io.lines(arguments[1]) do
    if line:sub(1, 1) == "/" then
      requests[#requests + 1] = wrk.format("GET", line)
    else
      requests[#requests + 1] = wrk.format("POST", nil, nil, line)
    end
  end
  turn = tonumber(arguments[2])
end

function request()
  turn = turn % #requests + 1
  return requests[turn]
end

function done(summary, latency)
  local failed = summary.errors
  io.write(string.format(
    'RESULT {"requests": %d, "microseconds": %d, "refused": %d, "broken": %d, "p50": %.1f, "p99": %.1f}\n',
    summary.requests, summary.duration, failed.status,
    failed.connect + failed.read + failed.write + failed.timeout,
    latency:percentile(50), latency:percentile(99)))
end
