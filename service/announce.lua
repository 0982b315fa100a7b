-- Keep workers alive in the ledger.
-- ARGV: drain, heartbeat's time to live in ms, what they announce, version of their pipeline, their names.

local until_ms = now_ms() + tonumber(ARGV[2])

for at = 5, #ARGV do
  redis.call('ZADD', key('workers'), until_ms, ARGV[at])
  redis.call('HSET', key('announced'), ARGV[at], ARGV[3])
end
if #ARGV > 4 then
  redis.call('SET', key('version'), ARGV[4], 'PX', ARGV[2])
end
