-- Write results.  ARGV: drain, token, ttl in s, tombstone in s, then for each article: id, status, field, value.
-- Returns for each article 1 if its result stands, 0 if the token no longer held it.

local token, ttl_s, tombstone_s = ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local lease = key('lease', token)
local stands = {}

for at = 5, #ARGV, 4 do
  local id = ARGV[at]
  if holds(token, id) then
    close(id, ARGV[at + 1], ARGV[at + 2], ARGV[at + 3], ttl_s, tombstone_s)
  end
  local found = redis.call('HMGET', key('job', id), 'token', 'status')
  stands[#stands + 1] = (found[1] == token and found[2] == ARGV[at + 1]) and 1 or 0
  redis.call('LREM', lease, 1, id)
end
if redis.call('EXISTS', lease) == 0 then
  drop_lease(token)
end
return stands
