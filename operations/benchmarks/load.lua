-- One request a line of the file: method, path, cookie, body, separated by tabs. `once`: each line is sent once.
local requests, place, once = {}, 0, false

function init(args)
  once = args[3] == "once"
  local skip, number = tonumber(args[2]), 0
  for line in io.lines(args[1]) do
    number = number + 1
    if number > skip then
      local method, path, cookie, body = line:match("^([^\t]*)\t([^\t]*)\t([^\t]*)\t(.*)$")
      local headers = {}
      if cookie ~= "" then headers["Cookie"] = cookie end
      local token = cookie:match("csrftoken=(%w+)")
      if method == "POST" then
        headers["X-CSRFToken"] = token
        headers["Content-Type"] = "application/x-www-form-urlencoded"
      end
      requests[#requests + 1] = wrk.format(method, path, headers, method == "POST" and body or nil)
    end
  end
end

function request()
  place = place + 1
  if place > #requests then
    if once then wrk.thread:stop() end
    place = 1
  end
  return requests[place]
end

function done(summary, latency, all)
  io.write(string.format(
    "RESULT %d %d %d %d %d\n", summary.requests, summary.duration,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write
      + summary.errors.timeout, latency:percentile(50), latency:percentile(99)))
end
