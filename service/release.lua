-- Give back whatever is left of a group, in its order.  ARGV: drain, token.  Returns how many went back.

local token = ARGV[2]
local ids = redis.call('LRANGE', key('lease', token), 0, -1)
local returned = 0

pass_at_the_limit()
for at = #ids, 1, -1 do
  if holds(token, ids[at]) then
    give_back(ids[at])
    returned = returned + 1
  end
end
drop_lease(token)
wake()
return returned
