-- How much an owner may send; submit and seal ask.  Put behind ledger.lua and intake.lua.
-- A rate counts articles in the minute that an owner's first one begins.  A limit of 0 is none.

local MINUTE_MS = 60000

-- The articles that are left of an owner's minute, and the ms until it ends.
local function allowance(owner, rate)
  local minute = key('minute', owner)
  local ms = redis.call('PTTL', minute)
  return {math.max(rate - (redis.call('GET', minute) or 0), 0), ms > 0 and ms or MINUTE_MS}
end

-- Why an owner may not send so many articles now, of which so many would have to be read; nothing if it may.
local function refused(owner, articles, unread, rate, most_unfinished)
  local left = allowance(owner, rate)
  if rate > 0 and articles > left[1] then
    return {'fast', left}
  end
  local over = redis.call('ZCARD', key('jobs', owner, 'queued')) + redis.call('ZCARD', key('jobs', owner, 'running'))
    + unread - most_unfinished
  if most_unfinished > 0 and unread > 0 and over > 0 then
    return {'many', over, redis.call('HGET', key('pace'), 'per_second') or '0'}
  end
end

local function spend(owner, articles, rate)
  if rate > 0 and articles > 0 and redis.call('INCRBY', key('minute', owner), articles) == articles then
    redis.call('PEXPIRE', key('minute', owner), MINUTE_MS)
  end
end
