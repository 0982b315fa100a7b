-- Stop what is unfinished of a batch.  ARGV: drain, id, what tells this call from others, ttl in s, tombstone in s.
-- Returns 1 if this call canceled it, 0 if there was nothing left to cancel.

local id, call, ttl_s, tombstone_s = ARGV[2], ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5])
local batch = key('batch', id)

pass_at_the_limit()
for _, job in ipairs(staged(id)) do
  if unfinished(job) then
    cancel(job, call, ttl_s, tombstone_s)
    redis.call('HSET', batch, 'canceled_ms', now_ms(), 'canceled_by', call)
  end
end
return redis.call('HGET', batch, 'canceled_by') == call and 1 or 0
