-- Write results.  ARGV: drain, token, ttl in s, tombstone in s, version of the pipeline or '',
-- then for each article: id, status, field, value.
-- Returns for each article 1 if its result stands, 0 if the token no longer held it.

local token, ttl_s, tombstone_s, version = ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]), ARGV[5]
local lease = key('lease', token)
local stands = {}

-- An equal article of the same owner will get this record.
local function offer(id)
  local found = redis.call('HMGET', key('job', id), 'owner', 'content')
  if version ~= '' and (found[2] or '') ~= '' then
    redis.call('SET', key('content', version, found[1], found[2]), id, 'EX', ttl_s)
  end
end

pass_at_the_limit()
for at = 6, #ARGV, 4 do
  local id, status = ARGV[at], ARGV[at + 1]
  if holds(token, id) then
    if status == 'succeeded' then
      offer(id)
    end
    close(id, status, ARGV[at + 2], ARGV[at + 3], ttl_s, tombstone_s)
  end
  local found = redis.call('HMGET', key('job', id), 'token', 'status')
  stands[#stands + 1] = (found[1] == token and found[2] == status) and 1 or 0
  redis.call('LREM', lease, 1, id)
end
if redis.call('EXISTS', lease) == 0 then
  drop_lease(token)
end
return stands
