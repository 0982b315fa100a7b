-- Returns what can be told of the whole ledger without looking at its jobs one by one:
-- {live workers, articles per second, memory used, memory allowed, counts,
-- nanoseconds by stage, runs by stage, {lane, waiting, age of the oldest in ms}...}.

local ENOUGH = 16 -- articles at the head of a lane may have been canceled; beyond these the age counts as unknown

local function oldest_ms(lane)
  for _, id in ipairs(redis.call('LRANGE', key('lane', lane), 0, ENOUGH - 1)) do
    local found = redis.call('HMGET', key('job', id), 'status', 'created_ms')
    if found[1] == 'queued' or found[1] == 'running' then -- one whose worker died waits again, and is running still
      return now_ms() - found[2]
    end
  end
  return 0
end

local memory = redis.call('INFO', 'memory')
local stats = {
  redis.call('ZCOUNT', key('workers'), now_ms(), '+inf'),
  redis.call('HGET', key('pace'), 'per_second') or '0',
  tonumber(string.match(memory, 'used_memory:(%d+)')),
  tonumber(string.match(memory, '\nmaxmemory:(%d+)')),
  redis.call('HGETALL', key('counts')),
  redis.call('HGETALL', key('stage_ns')),
  redis.call('HGETALL', key('stage_runs')),
}
for _, lane in ipairs({'interactive', 'bulk'}) do
  stats[#stats + 1] = {lane, redis.call('LLEN', key('lane', lane)), oldest_ms(lane)}
end
return stats
