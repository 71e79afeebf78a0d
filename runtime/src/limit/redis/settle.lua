-- KEYS: the log. ARGV: the place, and the microseconds until it counts; nothing where it is free.
if ARGV[2] == '' then return redis.call('ZREM', KEYS[1], ARGV[1]) end
local time = redis.call('TIME')
local counts = time[1] * 1000000 + time[2] + tonumber(ARGV[2])
return redis.call('ZADD', KEYS[1], 'XX', string.format('%.0f', counts), ARGV[1])
