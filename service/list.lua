-- An owner's jobs, newest first.  ARGV: drain, owner, state or '' for any, number that the page stays below or '', most.
-- Returns {number of the last job looked at or '' at the end, {id, what shown() gives}, ...}.

local owner, state, below, most = ARGV[2], ARGV[3], ARGV[4], tonumber(ARGV[5])
local from = below ~= '' and '(' .. below or '+inf'

local found = {}
for _, each in ipairs(state ~= '' and {state} or STATES) do
  local ids = redis.call('ZREVRANGEBYSCORE', key('jobs', owner, each), from, '-inf', 'WITHSCORES', 'LIMIT', 0, most + 1)
  for at = 1, #ids, 2 do
    found[#found + 1] = {id = ids[at], number = tonumber(ids[at + 1])}
  end
end
table.sort(found, function(one, other) return one.number > other.number end)

local page = {#found > most and found[most].number or ''}
for at = 1, math.min(most, #found) do
  local row = shown(found[at].id)
  if #row > 0 then -- else it has expired, and no sweep has come by since
    page[#page + 1] = {found[at].id, row}
  end
end
return page
