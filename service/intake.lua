-- How articles enter the ledger; what submit, stage, seal and discard share.  It is put behind ledger.lua.

-- Finishing a job takes memory too: what Redis may use is never filled with waiting articles.
local function memory_full()
  local memory = redis.call('INFO', 'memory')
  local cap = tonumber(string.match(memory, '\nmaxmemory:(%d+)'))
  return cap > 0 and tonumber(string.match(memory, 'used_memory:(%d+)')) > cap * 0.8
end

local function content_key(owner, digest)
  local version = redis.call('GET', key('version'))
  return version and digest ~= '' and key('content', version, owner, digest)
end

-- The record that a worker of today's pipeline wrote for an equal article of this owner, or false.
local function known_record(content)
  local source = content and redis.call('GET', content)
  return source and redis.call('HGET', key('job', source), 'record')
end

-- Begin a job whose article is in place, or whose record is.
local function open_job(id, lane, owner, batch, state)
  local number = redis.call('HINCRBY', key('numbers'), owner, 1)
  redis.call('HSET', key('job', id), 'status', state, 'lane', lane, 'owner', owner, 'attempts', 0,
    'created_ms', now_ms(), 'number', number)
  redis.call('HINCRBY', key('counts'), 'accepted', 1)
  count(id, state, owner, batch)
end

-- Queue it, or finish it at once with a record that is known already.
local function accept(id, lane, owner, batch, digest, ttl_s, tombstone_s)
  local content = content_key(owner, digest)
  local record = known_record(content)
  if record then
    open_job(id, lane, owner, batch, 'succeeded')
    redis.call('HSET', key('job', id), 'record', record, 'cached', 1)
    redis.call('HINCRBY', key('counts'), 'cached', 1)
    redis.call('SET', content, id, 'EX', ttl_s)
    date(id, ttl_s, tombstone_s)
  else
    open_job(id, lane, owner, batch, 'queued')
    redis.call('HSET', key('job', id), 'seq', redis.call('INCR', key('seq', lane)), 'content', digest)
    redis.call('RPUSH', key('lane', lane), id)
  end
  return record
end

-- What this Idempotency-Key gave before: nothing, 'mismatch', or the id that it gave.
local function given_before(idem, fingerprint)
  local found = redis.call('HMGET', idem, 'fingerprint', 'id')
  if not found[1] then
    return false
  end
  return found[1] == fingerprint and found[2] or 'mismatch'
end

local function remember(idem, fingerprint, id, keep_s)
  redis.call('HSET', idem, 'fingerprint', fingerprint, 'id', id)
  redis.call('EXPIRE', idem, keep_s)
end

local function full(lane)
  return {'full', redis.call('LLEN', key('lane', lane)), redis.call('HGET', key('pace'), 'per_second') or '0'}
end

-- The jobs of a batch's good items.
local function staged(batch)
  local ids = {}
  for _, item in ipairs(redis.call('LRANGE', key('items', batch), 0, -1)) do
    ids[#ids + 1] = job_of(item)
  end
  return ids
end

-- Forget a batch that was never accepted.
local function drop(batch)
  for _, id in ipairs(staged(batch)) do
    redis.call('DEL', key('job', id))
  end
  redis.call('DEL', key('items', batch))
end
