-- Accept a batch that has been received: all of its good items are queued, or none.
-- ARGV: drain, most articles that may wait in a lane, ttl in s, tombstone in s, batch, owner, Idempotency-Key or '',
-- fingerprint, its time to live in s, the owner's rate and most unfinished jobs.
-- Returns {'accepted' or 'repeated', id, what allowance() gives}, {'mismatch'}, what refused() gives,
-- or {'full', waiting, jobs finished per second}.

local most, ttl_s, tombstone_s, id, owner = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]), ARGV[5], ARGV[6]
local idem_name, fingerprint, keep_s = ARGV[7], ARGV[8], tonumber(ARGV[9])
local rate, most_unfinished = tonumber(ARGV[10]), tonumber(ARGV[11])
local batch, items, idem = key('batch', id), key('items', id), key('idem', owner, idem_name)

if redis.call('EXISTS', batch) == 0 then -- else this is the same call again, its first answer lost on the way
  local ids = staged(id)
  local before = idem_name ~= '' and given_before(idem, fingerprint)
  if before and before ~= id then
    drop(id)
    return before == 'mismatch' and {'mismatch'} or {'repeated', before, allowance(owner, rate)}
  end
  local refusal = refused(owner, #ids, #ids, rate, most_unfinished)
  if refusal then
    drop(id)
    return refusal
  end
  if memory_full() or redis.call('LLEN', key('lane', 'bulk')) + #ids > most then
    drop(id)
    return full('bulk')
  end
  spend(owner, #ids, rate)
  local total = redis.call('LLEN', items)
  for _, job in ipairs(ids) do
    redis.call('PERSIST', key('job', job))
    accept(job, 'bulk', owner, id, redis.call('HGET', key('job', job), 'content'), ttl_s, tombstone_s)
  end
  redis.call('PERSIST', items)
  redis.call('HSET', batch, 'owner', owner, 'created_ms', now_ms(), 'total', total, 'rejected', total - #ids)
  date_batch(id, ttl_s, tombstone_s)
  if idem_name ~= '' then
    remember(idem, fingerprint, id, keep_s)
  end
  wake()
end
return {'accepted', id, allowance(owner, rate)}
