-- Keep an article and queue it.  ARGV: drain, most articles that may wait in a lane, ttl in s, tombstone in s, id, lane,
-- owner, digest of its content or '', Idempotency-Key or '', fingerprint, its time to live in s, then the job's fields.
-- Returns {'accepted' or 'repeated', id, what shown() gives}, {'mismatch'},
-- or {'full', waiting, jobs finished per second}.

local most, ttl_s, tombstone_s, id, lane, owner = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]), ARGV[5], ARGV[6], ARGV[7]
local digest, idem_name, fingerprint, keep_s = ARGV[8], ARGV[9], ARGV[10], tonumber(ARGV[11])
local job, idem = key('job', id), key('idem', owner, idem_name)

local function room()
  local known = known_record(content_key(owner, digest))
  return not memory_full() and (known or redis.call('LLEN', key('lane', lane)) < most)
end

if redis.call('EXISTS', job) == 0 then -- else this is the same call again, its first answer lost on the way
  local before = idem_name ~= '' and given_before(idem, fingerprint)
  if before == 'mismatch' then
    return {'mismatch'}
  elseif before and before ~= id then
    return {'repeated', before, shown(before)}
  end
  if not room() then
    return full(lane)
  end
  redis.call('HSET', job, unpack(ARGV, 12))
  accept(id, lane, owner, false, digest, ttl_s, tombstone_s)
  if idem_name ~= '' then
    remember(idem, fingerprint, id, keep_s)
  end
  wake()
end
return {'accepted', id, shown(id)}
