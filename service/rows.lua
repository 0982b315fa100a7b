-- Items of a batch with what became of them.  ARGV: drain, batch, index of the first, index of the last.
-- Returns for each {the item as JSON, what shown() gives of its job, its record or nil}.

local rows = {}
for at, item in ipairs(redis.call('LRANGE', key('items', ARGV[2]), ARGV[3], ARGV[4])) do
  local id = job_of(item)
  rows[at] = id and {item, shown(id), redis.call('HGET', key('job', id), 'record')} or {item, {}}
end
return rows
