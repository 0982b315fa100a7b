-- Lease a group of articles of one lane.  ARGV: drain, token, lease in ms, most articles, most bytes.
-- Returns {} or {lane, {id, article, request_id, attempts, traceparent or nil}, ...}.

local token, lease_ms, most, most_bytes = ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local lease = key('lease', token)
local MOST_PASSED = 1000 -- canceled and deleted articles that one call passes over, so that it stays short

-- Interactive articles go first; bulk ones do in every 8th group, so that neither lane starves.
local function next_lane()
  local first, second = 'interactive', 'bulk'
  if redis.call('INCR', key('groups')) % 8 == 0 then
    first, second = second, first
  end
  return redis.call('LLEN', key('lane', first)) > 0 and first or second
end

local function pop(lane)
  redis.call('INCR', key('served', lane))
  return redis.call('LPOP', key('lane', lane))
end

-- What is there to work on; nil for what has ended, is gone, or was never written by a script of ours.
local function whole(id)
  if redis.call('TYPE', key('job', id))['ok'] ~= 'hash' then
    return nil
  end
  local found = redis.call('HMGET', key('job', id), 'bytes', 'attempts', 'article', 'request_id', 'lane', 'owner', 'number')
  for at = 1, 7 do
    if not found[at] then
      return nil
    end
  end
  return found
end

-- An article that took a worker down, or its time, is claimed alone: it never takes neighbours with it.
local function take(lane)
  local bytes, taken, passed = 0, 0, 0
  while taken < most and passed < MOST_PASSED do
    local id = redis.call('LINDEX', key('lane', lane), 0)
    if not id then
      break
    end
    local found = whole(id)
    if found then
      local alone = tonumber(found[2]) > 0
      bytes = bytes + found[1]
      if taken > 0 and (alone or bytes > most_bytes) then
        break
      end
      redis.call('HSET', key('job', pop(lane)), 'token', token)
      redis.call('RPUSH', lease, id)
      taken = taken + 1
      if alone then
        break
      end
    else
      pop(lane) -- canceled, deleted or no job at all: nothing left to work on
      passed = passed + 1
    end
  end
  return taken, passed
end

if redis.call('EXISTS', lease) == 0 and waiting() > 0 then -- else the answer to the same call was lost on the way
  local taken, passed = take(next_lane())
  if taken > 0 then
    redis.call('ZADD', key('leases'), now_ms() + lease_ms, token)
  end
  if taken == most or passed == MOST_PASSED then
    wake() -- there is more than one call takes
  end
end

local group = {}
for _, id in ipairs(redis.call('LRANGE', lease, 0, -1)) do
  local found = redis.call('HMGET', key('job', id), 'lane', 'article', 'request_id', 'attempts', 'traceparent')
  if found[2] then -- else it was canceled after the first answer to this call was lost
    group[1] = found[1]
    group[#group + 1] = {id, found[2], found[3], tonumber(found[4]), found[5]}
  end
end
return group
