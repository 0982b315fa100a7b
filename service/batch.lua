-- What is known of a batch: its fields and values, flat, and the pace of the workers.  ARGV: drain, id.

local row = redis.call('HGETALL', key('batch', ARGV[2]))
if #row > 0 then
  row[#row + 1], row[#row + 2] = 'per_second', redis.call('HGET', key('pace'), 'per_second') or '0'
end
return row
