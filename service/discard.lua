-- Forget what was received of a batch, unless it has been sealed.  ARGV: drain, batch.

if redis.call('EXISTS', key('batch', ARGV[2])) == 0 then
  drop(ARGV[2])
end
