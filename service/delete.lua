-- Take a job, its article and its record out of Redis; a tombstone stays.  ARGV: drain, id, ttl in s, tombstone in s.

local id, ttl_s, tombstone_s = ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local job = key('job', id)

pass_at_the_limit()
if unfinished(id) then
  cancel(id, 'delete', ttl_s, tombstone_s)
end
local found = redis.call('HMGET', job, 'status', 'owner')
if found[1] then
  redis.call('ZREM', key('jobs', found[2], found[1]), id)
  redis.call('ZREM', key('expiry'), id)
  redis.call('DEL', job)
  redis.call('SET', key('gone', id), found[2], 'EX', tombstone_s)
end
