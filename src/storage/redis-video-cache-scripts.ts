/**
 * Keeps an entry where nobody removed it since the ticket was drawn.
 * Keys: the slot's hash, the epoch, the counter of generations. Arguments: ticket, how long to keep it in ms,
 * then names and values of its fields. Answers 1 where it was kept, 0 where it was refused.
 */
export const PUT_SCRIPT = `
local generation = redis.call('hget', KEYS[1], 'generation') or ''
local epoch = redis.call('get', KEYS[2]) or ''
if epoch .. ':' .. generation ~= ARGV[1] then return 0 end
if generation == '' then generation = redis.call('incr', KEYS[3]) end
redis.call('del', KEYS[1])
redis.call('hset', KEYS[1], 'generation', generation, unpack(ARGV, 3))
redis.call('pexpire', KEYS[1], ARGV[2])
return 1`;

/**
 * Takes an entry out and leaves a new generation in its place.
 * Keys: the slot's hash, the counter of generations. Arguments: the cause, how long the trace of it stays in ms,
 * the status of what is to be left alone, as its field holds it.
 */
export const REMOVE_SCRIPT = `
if redis.call('hget', KEYS[1], 'status') == ARGV[3] then return 0 end
local cause = ARGV[1]
if cause ~= 'evicted' then
  cause = redis.call('hget', KEYS[1], 'removedBecause') or cause
  if redis.call('exists', KEYS[1]) == 0 then cause = 'cold' end
end
local generation = redis.call('incr', KEYS[2])
redis.call('del', KEYS[1])
redis.call('hset', KEYS[1], 'generation', generation, 'removedBecause', cause)
redis.call('pexpire', KEYS[1], ARGV[2])
return 1`;
