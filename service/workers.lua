-- Returns {name, what it announced} for each worker whose heartbeat is fresh, by name.

local live = redis.call('ZRANGEBYSCORE', key('workers'), now_ms(), '+inf')
table.sort(live)

local found = {}
for at, name in ipairs(live) do
  found[at] = {name, redis.call('HGET', key('announced'), name)}
end
return found
