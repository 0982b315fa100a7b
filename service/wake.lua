-- Wake a worker if articles wait, and add up where the time went.  ARGV: drain, then stage, nanoseconds, runs; ...
-- An answer lost on the way makes the call count twice: figures to look at do not pay for a guard against that.

for at = 2, #ARGV, 3 do
  redis.call('HINCRBY', key('stage_ns'), ARGV[at], ARGV[at + 1])
  redis.call('HINCRBY', key('stage_runs'), ARGV[at], ARGV[at + 2])
end
wake()
