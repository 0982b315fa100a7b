-- What is known of a job.  ARGV: drain, id, one more field of it.
-- Returns {what shown() gives, that field or nil, the owner of one that is gone or nil}.

local id = ARGV[2]
return {shown(id), redis.call('HGET', key('job', id), ARGV[3]), redis.call('GET', key('gone', id))}
