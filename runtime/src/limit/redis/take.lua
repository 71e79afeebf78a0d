-- A sliding-window log: one sorted set for each key, a member for each call, its score the moment from which it counts.
--
-- KEYS: the log, the pause. ARGV: the place, microseconds until it counts, then calls and microseconds of each window.
-- Answers 0 where the place is taken, and otherwise the microseconds after which there may be room.
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local grace = tonumber(ARGV[2])

-- Numbers become texts with all their digits: Lua's own way would round them.
local function text(number) return string.format('%.0f', number) end

local longest = 0
for at = 4, #ARGV, 2 do longest = math.max(longest, tonumber(ARGV[at])) end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', text(now - longest))

local wait = math.max(redis.call('PTTL', KEYS[2]), 0) * 1000
for at = 3, #ARGV, 2 do
    local calls, length = tonumber(ARGV[at]), tonumber(ARGV[at + 1])
    local since = '(' .. text(now - length)
    local used = redis.call('ZCOUNT', KEYS[1], since, '+inf')
    if used >= calls then
        local last = redis.call('ZRANGEBYSCORE', KEYS[1], since, '+inf', 'WITHSCORES', 'LIMIT', used - calls, 1)
        -- A call that counts later is under way, and counts from now if it is answered now. A serial one holds its place.
        local counts = tonumber(last[2])
        if length > 0 then counts = math.min(counts, now) end
        wait = math.max(wait, counts + length - now)
    end
end
if wait > 0 then return math.ceil(wait) end

redis.call('ZADD', KEYS[1], text(now + grace), ARGV[1])
-- A serial place may be kept longer than this one: the log lives as long as the last of its members.
local keep = math.ceil((longest + grace) / 1000) + 1000
if redis.call('PTTL', KEYS[1]) < keep then redis.call('PEXPIRE', KEYS[1], text(keep)) end
return 0
