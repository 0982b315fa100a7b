-- What every script of the ledger shares; it is put before each of them.
-- KEYS: the prefix of the ledger's keys, the list RQ wakes workers from.  ARGV[1]: the id of the RQ job "drain".
--
-- job:<id>       hash   one job                       lane:<lane>     list   ids of waiting articles
-- gone:<id>      owner  outlives its job, explains it  seq:<lane>      count  articles ever queued there
-- lease:<t>      list   ids claimed under token <t>    served:<lane>   count  articles ever taken from there
-- leases         zset   token -> end of its lease      workers         zset   name -> end of its heartbeat
-- announced      hash   name -> what it announced      version         text   the pipeline that works now
-- pace           hash   how fast jobs finish           counts          hash   state -> jobs; accepted, cached...
-- jobs:<o>:<s>   zset   jobs of owner <o> in state <s> -> number       numbers         hash   owner -> jobs ever
-- expiry         zset   finished job -> its end        content:<v>:..  id     whose record an equal article gets
-- idem:<o>:<k>   hash   what an Idempotency-Key gave   batch:<id>      hash   one batch, its items by state
-- items:<id>     list   a batch's items, in order, as JSON   minute:<o>  count  articles of <o> since it began
-- stage_ns       hash   stage -> its time so far       stage_runs      hash   stage -> articles it has seen

local prefix, tokens, drain = KEYS[1], KEYS[2], ARGV[1]

local ENDED = {'succeeded', 'failed', 'canceled'}
local STATES = {'queued', 'running', unpack(ENDED)}
local SHOWN = {'status', 'lane', 'seq', 'token', 'attempts', 'created_ms', 'started_ms', 'finished_ms', 'expires_ms',
  'custom_id', 'metadata', 'error', 'owner', 'cached'}

local function key(...)
  return prefix .. ':' .. table.concat({...}, ':')
end

local function now_ms()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

-- Redis asks for room at a script's first write alone. One that gives back or ends what is there begins with a write
-- that takes none: at the memory limit no finished work is thrown away, and what is deleted goes.
local function pass_at_the_limit()
  redis.call('HDEL', key('pace'), '')
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

-- What callers are told of a job, flat: name, value, ...  Empty where there is none.
local function shown(id)
  local found, row = redis.call('HMGET', key('job', id), unpack(SHOWN)), {}
  if not found[1] then
    return row
  end
  for at, name in ipairs(SHOWN) do
    if found[at] then
      row[#row + 1], row[#row + 2] = name, found[at]
    end
  end
  row[#row + 1], row[#row + 2] = 'served', redis.call('GET', key('served', found[2])) or '0'
  row[#row + 1], row[#row + 2] = 'per_second', redis.call('HGET', key('pace'), 'per_second') or '0'
  return row
end

local function unfinished(id)
  local status = redis.call('HGET', key('job', id), 'status')
  return status == 'queued' or status == 'running'
end

-- Whether the job is unfinished and in the hands of whoever holds this token.
local function holds(token, id)
  return redis.call('HGET', key('job', id), 'token') == token and unfinished(id)
end

-- Take a job out of what counts its state.  Only unfinished jobs are counted as they are: the other counts only grow.
local function uncount(id, from, owner, batch)
  redis.call('ZREM', key('jobs', owner, from), id)
  redis.call('HINCRBY', key('counts'), from, -1)
  if batch then
    redis.call('HINCRBY', key('batch', batch), from, -1)
  end
end

local function count(id, to, owner, batch)
  redis.call('ZADD', key('jobs', owner, to), redis.call('HGET', key('job', id), 'number'), id)
  redis.call('HINCRBY', key('counts'), to, 1)
  if batch then
    redis.call('HINCRBY', key('batch', batch), to, 1)
  end
end

-- Change the state of an unfinished job, and whatever counts it.
local function move(id, to)
  local job = key('job', id)
  local found = redis.call('HMGET', job, 'status', 'owner', 'batch')
  if found[1] ~= to then
    redis.call('HSET', job, 'status', to)
    uncount(id, found[1], found[2], found[3])
    count(id, to, found[2], found[3])
  end
end

-- Put an article back to the head of its lane; its lease must be dropped by the caller.
local function give_back(id)
  local lane = redis.call('HGET', key('job', id), 'lane')
  redis.call('HDEL', key('job', id), 'token')
  redis.call('LPUSH', key('lane', lane), id)
  redis.call('DECR', key('served', lane))
end

-- The id of an item's job, or nil for an item that was refused.
local function job_of(item)
  return string.match(item, '^{"job": "(%w+)"')
end

-- A batch whose last item has ended lives as long as the records of it.  One that is still being sealed has not begun.
local function date_batch(id, ttl_s, tombstone_s)
  local batch = key('batch', id)
  local found = redis.call('HMGET', batch, 'created_ms', 'queued', 'running', 'owner')
  if found[1] and tonumber(found[2] or 0) + tonumber(found[3] or 0) == 0 then
    local now = now_ms()
    redis.call('HSET', batch, 'finished_ms', now, 'expires_ms', now + ttl_s * 1000)
    redis.call('EXPIRE', batch, ttl_s)
    redis.call('EXPIRE', key('items', id), ttl_s)
    redis.call('SET', key('gone', id), found[4], 'EX', ttl_s + tombstone_s)
  end
end

-- A job has its result: the text goes, the result stays for its time, and a tombstone stays for longer.
local function date(id, ttl_s, tombstone_s)
  local job, now = key('job', id), now_ms()
  local found = redis.call('HMGET', job, 'owner', 'batch')
  redis.call('HSET', job, 'finished_ms', now, 'expires_ms', now + ttl_s * 1000)
  redis.call('HDEL', job, 'article', 'bytes', 'content', 'started_under')
  redis.call('EXPIRE', job, ttl_s)
  redis.call('ZADD', key('expiry'), now + ttl_s * 1000, id)
  redis.call('SET', key('gone', id), found[1], 'EX', ttl_s + tombstone_s)
  if found[2] then
    date_batch(found[2], ttl_s, tombstone_s)
  end
end

-- End an unfinished job.
local function close(id, status, field, value, ttl_s, tombstone_s)
  redis.call('HSET', key('job', id), field, value)
  move(id, status)
  date(id, ttl_s, tombstone_s)
  redis.call('HINCRBY', key('pace'), 'finished', 1)
end

-- Stop an unfinished job: whoever holds it, holds nothing any more; its lane passes it over.
local function cancel(id, call, ttl_s, tombstone_s)
  redis.call('HSET', key('job', id), 'canceled_by', call)
  redis.call('HDEL', key('job', id), 'token')
  move(id, 'canceled')
  date(id, ttl_s, tombstone_s)
end

local function drop_lease(token)
  redis.call('DEL', key('lease', token))
  redis.call('ZREM', key('leases'), token)
end
