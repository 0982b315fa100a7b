-- Take back what dead workers held, forget them, and see to it that waiting work has a wake-up.
-- ARGV: drain, most attempts, ttl in s, tombstone in s, error of a job that is given up.  KEYS[3]: the drain job's hash.
-- Returns {1 if that hash is there, {ids that went back}, {ids that were given up}}.

local most, ttl_s, tombstone_s, lost_error = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]), ARGV[5]
local returned, lost = {}, {}
local now = now_ms()

local function recover(token)
  local ids = redis.call('LRANGE', key('lease', token), 0, -1)
  for at = #ids, 1, -1 do
    local id = ids[at]
    if holds(token, id) then
      if tonumber(redis.call('HGET', key('job', id), 'attempts')) >= most then
        redis.call('HDEL', key('job', id), 'token')
        close(id, 'failed', 'error', lost_error, ttl_s, tombstone_s)
        redis.call('HINCRBY', key('counts'), 'lost', 1)
        lost[#lost + 1] = id
      else
        give_back(id)
        redis.call('HINCRBY', key('counts'), 'returned', 1)
        returned[#returned + 1] = id
      end
    end
  end
  drop_lease(token)
end

local function forget_dead_workers()
  local dead = redis.call('ZRANGEBYSCORE', key('workers'), '-inf', now)
  for _, name in ipairs(dead) do
    redis.call('ZREM', key('workers'), name)
    redis.call('HDEL', key('announced'), name)
  end
end

-- Jobs finished per second while articles waited all the time, the last minute weighing most: what workers can do, not
-- what they were given.  It dates every Retry-After.
local function measure_pace()
  local found = redis.call('HMGET', key('pace'), 'finished', 'seen', 'seen_ms', 'per_second', 'waited')
  local finished, seen, seen_ms = tonumber(found[1] or 0), tonumber(found[2] or 0), tonumber(found[3] or now)
  if found[3] and now - seen_ms < 1000 then
    return
  end
  local waits = waiting() > 0
  if finished > seen and now > seen_ms and waits and found[5] == '1' then
    local fresh = (finished - seen) * 1000 / (now - seen_ms)
    local smooth = fresh * 0.1 + (found[4] or fresh) * 0.9
    redis.call('HSET', key('pace'), 'per_second', tostring(smooth))
  end
  redis.call('HSET', key('pace'), 'seen', finished, 'seen_ms', now, 'waited', waits and 1 or 0)
end

-- Take jobs that have expired off the lists of their owners: as many as a thousand a second end here.
local function forget_expired()
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', key('expiry'), '-inf', now, 'LIMIT', 0, 1000)) do
    local owner = redis.call('GET', key('gone', id)) or ''
    for _, state in ipairs(ENDED) do
      redis.call('ZREM', key('jobs', owner, state), id)
    end
    redis.call('ZREM', key('expiry'), id)
  end
end

pass_at_the_limit()
-- A hundred a sweep keep each sweep short; the next one is a second away.
for _, token in ipairs(redis.call('ZRANGEBYSCORE', key('leases'), '-inf', now, 'LIMIT', 0, 100)) do
  recover(token)
end
forget_dead_workers()
forget_expired()
measure_pace()
wake()
return {redis.call('EXISTS', KEYS[3]), returned, lost}
