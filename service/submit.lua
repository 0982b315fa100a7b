-- Keep an article and queue it.  ARGV: drain, most articles that may wait in a lane, ttl in s, tombstone in s, id, lane,
-- owner, digest of its content or '', Idempotency-Key or '', fingerprint, its time to live in s, the owner's rate and most
-- unfinished jobs, then the job's fields.
-- Returns {'accepted' or 'repeated', id, what allowance() gives, what shown() gives}, {'mismatch'}, what refused() gives,
-- or {'full', waiting, jobs finished per second}.

local most, ttl_s, tombstone_s, id, lane, owner = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]), ARGV[5], ARGV[6], ARGV[7]
local digest, idem_name, fingerprint, keep_s = ARGV[8], ARGV[9], ARGV[10], tonumber(ARGV[11])
local rate, most_unfinished = tonumber(ARGV[12]), tonumber(ARGV[13])
local job, idem = key('job', id), key('idem', owner, idem_name)

local function room(known)
  return not memory_full() and (known or redis.call('LLEN', key('lane', lane)) < most)
end

if redis.call('EXISTS', job) == 0 then -- else this is the same call again, its first answer lost on the way
  local before = idem_name ~= '' and given_before(idem, fingerprint)
  if before == 'mismatch' then
    return {'mismatch'}
  elseif before and before ~= id then
    return {'repeated', before, allowance(owner, rate), shown(before)}
  end
  local known = known_record(content_key(owner, digest))
  local refusal = refused(owner, 1, known and 0 or 1, rate, most_unfinished)
  if refusal then
    return refusal
  elseif not room(known) then
    return full(lane)
  end
  spend(owner, 1, rate)
  redis.call('HSET', job, unpack(ARGV, 14))
  accept(id, lane, owner, false, digest, ttl_s, tombstone_s)
  if idem_name ~= '' then
    remember(idem, fingerprint, id, keep_s)
  end
  wake()
end
return {'accepted', id, allowance(owner, rate), shown(id)}
