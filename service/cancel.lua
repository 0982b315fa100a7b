-- Stop a job.  ARGV: drain, id, what tells this call from others, ttl in s, tombstone in s.
-- Returns {'canceled', 'finished' or 'absent', what shown() gives}.

local id, call, ttl_s, tombstone_s = ARGV[2], ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5])
local job = key('job', id)

pass_at_the_limit()
if unfinished(id) then
  cancel(id, call, ttl_s, tombstone_s)
end
local found = redis.call('HMGET', job, 'status', 'canceled_by')
if not found[1] then
  return {'absent', {}}
end
return {found[2] == call and 'canceled' or 'finished', shown(id)} -- a call repeated by the connection did cancel it
