-- Keep an article and queue it.  ARGV: drain, most articles that may wait, id, lane, then the job's fields.
-- Returns {1, created_ms, position}, or {0, waiting, jobs finished per second} when no more may wait.

local most, id, lane = tonumber(ARGV[2]), ARGV[3], ARGV[4]
local job = key('job', id)

-- Finishing a job takes memory too: what Redis may use is never filled with waiting articles.
local function memory_full()
  local memory = redis.call('INFO', 'memory')
  local cap = tonumber(string.match(memory, '\nmaxmemory:(%d+)'))
  return cap > 0 and tonumber(string.match(memory, 'used_memory:(%d+)')) > cap * 0.8
end

if redis.call('EXISTS', job) == 0 then -- else this is the same call again, its first answer lost on the way
  local work = waiting()
  if work >= most or memory_full() then
    return {0, work, redis.call('HGET', key('pace'), 'per_second') or '0'}
  end
  local seq = redis.call('INCR', key('seq', lane))
  redis.call('HSET', job, 'status', 'queued', 'lane', lane, 'seq', seq, 'attempts', 0, 'created_ms', now_ms(),
    unpack(ARGV, 5))
  redis.call('RPUSH', key('lane', lane), id)
  wake()
end
local found = redis.call('HMGET', job, 'created_ms', 'seq')
return {1, found[1], found[2] - (redis.call('GET', key('served', lane)) or 0)}
