-- Begin work on a claimed article and renew its group's lease.  ARGV: drain, token, lease in ms, id.
-- Returns the number of this attempt, or 0 when the token no longer holds the article.

local token, lease_ms, id = ARGV[2], tonumber(ARGV[3]), ARGV[4]
local job = key('job', id)

if not holds(token, id) then
  return 0
end
redis.call('ZADD', key('leases'), 'XX', now_ms() + lease_ms, token)
if redis.call('HGET', job, 'started_under') ~= token then -- a call repeated by the connection counts once
  redis.call('HINCRBY', job, 'attempts', 1)
  redis.call('HSET', job, 'started_under', token)
  move(id, 'running')
  redis.call('HSETNX', job, 'started_ms', now_ms())
end
return tonumber(redis.call('HGET', job, 'attempts'))
