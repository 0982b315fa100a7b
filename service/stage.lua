-- Keep items of a batch that is still being received; they expire unless it is sealed.
-- ARGV: drain, batch, how many items came before, time to live in s, then for each item: itself as JSON, its job's id or '',
-- how many fields and values follow, and these.  Returns 1, or 0 when Redis is too full to hold them.

local batch, before, keep_s = ARGV[2], tonumber(ARGV[3]), ARGV[4]
local items = key('items', batch)

if redis.call('LLEN', items) > before then
  return 1 -- the same call again, its first answer lost on the way
end
if memory_full() then
  return 0
end
local at = 5
while at <= #ARGV do
  local item, id, size = ARGV[at], ARGV[at + 1], tonumber(ARGV[at + 2])
  redis.call('RPUSH', items, item)
  if id ~= '' then
    redis.call('HSET', key('job', id), 'batch', batch, unpack(ARGV, at + 3, at + 2 + size))
    redis.call('EXPIRE', key('job', id), keep_s)
  end
  at = at + 3 + size
end
redis.call('EXPIRE', items, keep_s)
return 1
