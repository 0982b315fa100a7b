-- What every script of the ledger shares; it is put before each of them.
-- KEYS: the prefix of the ledger's keys, the list RQ wakes workers from.  ARGV[1]: the id of the RQ job "drain".
--
-- job:<id>     hash   one job                       lane:<lane>    list   ids of waiting articles
-- gone:<id>    ""     outlives its job, explains it  seq:<lane>     count  articles ever queued there
-- lease:<t>    list   ids claimed under token <t>    served:<lane>  count  articles ever taken from there
-- leases       zset   token -> end of its lease      workers        zset   name -> end of its heartbeat
-- announced    hash   name -> what it announced      pace           hash   how fast jobs finish

local prefix, tokens, drain = KEYS[1], KEYS[2], ARGV[1]

local function key(...)
  return prefix .. ':' .. table.concat({...}, ':')
end

local function now_ms()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

local function waiting()
  return redis.call('LLEN', key('lane', 'interactive')) + redis.call('LLEN', key('lane', 'bulk'))
end

-- One token wakes one worker; more than one for each group of 16 or each live worker would find nothing to do.
local function wake()
  local work = waiting()
  if work == 0 then
    return
  end
  local live = redis.call('ZCOUNT', key('workers'), now_ms(), '+inf')
  if redis.call('LLEN', tokens) < math.max(1, math.min(live, math.ceil(work / 16))) then
    redis.call('RPUSH', tokens, drain)
  end
end

-- Whether the job is unfinished and in the hands of whoever holds this token.
local function holds(token, id)
  local found = redis.call('HMGET', key('job', id), 'token', 'status')
  return found[1] == token and (found[2] == 'queued' or found[2] == 'running')
end

-- Put an article back to the head of its lane; its lease must be dropped by the caller.
local function give_back(id)
  local lane = redis.call('HGET', key('job', id), 'lane')
  redis.call('HDEL', key('job', id), 'token')
  redis.call('LPUSH', key('lane', lane), id)
  redis.call('DECR', key('served', lane))
end

-- End a job: the text goes, the result stays for its time, and a tombstone stays for longer.
local function close(id, status, field, value, ttl_s, tombstone_s)
  local job, now = key('job', id), now_ms()
  redis.call('HSET', job, 'status', status, field, value, 'finished_ms', now, 'expires_ms', now + ttl_s * 1000)
  redis.call('HDEL', job, 'article', 'bytes', 'started_under')
  redis.call('EXPIRE', job, ttl_s)
  redis.call('SET', key('gone', id), '', 'EX', ttl_s + tombstone_s)
  redis.call('HINCRBY', key('pace'), 'finished', 1)
end

local function drop_lease(token)
  redis.call('DEL', key('lease', token))
  redis.call('ZREM', key('leases'), token)
end
