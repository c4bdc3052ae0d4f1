/*
 * The queues, and who wakes whom: what all scenarios share. carrier.pml has the carrier's loop; each scenario sets the macros below that it
 * needs otherwise, and includes the two. docs/handoff.md ties processes and labels to classes and methods.
 *
 * A queue is a set of bits: who polls gets any task in it, or the envelope. That allows more orders than a FIFO has. Where tasks behave alike
 * the lowest is taken, since to exchange their numbers would change nothing; ANY_TASK takes any.
 *
 * Memory is sequentially consistent here, so what is shown is that the order of steps is right. Where the code needs a fence to have that
 * order stands FENCE; that it has it, the stress tests are for. A mutant for a missing fence exchanges the two statements that the fence
 * stands between, which is what a store buffer does.
 *
 * A step is one access to memory that others share. Steps that commute with all that others do stand together in an atomic or d_step.
 */
#define BIT(i) (1 << (i))
#define LOWEST(set) ((set) & -(set))
#define TASK0 1
#define TASK1 2
#define TASK2 4
#define TASKS 7
#define ENVELOPE 8                       /* the envelope in a queue */
#define ENVELOPE_AGAIN 16                /* the same envelope, which the balancer has had published once more */
#define COUNT(set) (((set) & 1) + (((set) >> 1) & 1) + (((set) >> 2) & 1))

#ifndef CARRIER_OF                       /* no carrier loses its worker */
#define CARRIER_OF(w) (w)
#define mine me
#define BLOCKED 0                        /* workers that are marked as blocked */
#define DETACHED_READY 0                 /* what stands with carriers that have lost their workers */
#define STEAL_DETACHED
#endif
#ifndef SEARCHERS_FIRST
#define SEARCHERS_FIRST 0
#endif
#ifndef NONE_PARKED                      /* who enqueues finds no worker asleep */
#define NONE_PARKED skip
#endif
#ifndef BEGIN                            /* a carrier begins asleep: awake without a task it is again as soon as it has been woken */
#define BEGIN searching = true; goto end_asleep;
#define PARKED_FIRST (BIT(WORKERS) - 1)
#endif

byte inbox[WORKERS];                     /* thieves may take from it */
byte addressed[WORKERS];                 /* meant for this worker: thieves keep off while it makes progress */
byte ready[CARRIERS];
byte overflow;
byte envelope;                           /* the tasks in the envelope of the one handoff */
byte running;
byte ended;

mtype = { NONE, REQUESTED, TAKEN, OFFERED, ACCEPTED, SETTLED, FAILED, REFUSED };
mtype handoff = NONE;

byte parked = PARKED_FIRST;              /* a bit for each worker */
short searchers = SEARCHERS_FIRST;

#if WORKERS == 1
#define STEALABLE (inbox[0] | ready[CARRIER_OF(0)])
#define UNATTENDED ((BLOCKED & 1) -> addressed[0] : 0)
#define SENT (inbox[0] | addressed[0])
#elif WORKERS == 2
#define STEALABLE (inbox[0] | inbox[1] | ready[CARRIER_OF(0)] | ready[CARRIER_OF(1)])
#define UNATTENDED (((BLOCKED & 1) -> addressed[0] : 0) | ((BLOCKED & 2) -> addressed[1] : 0))
#define SENT (inbox[0] | inbox[1] | addressed[0] | addressed[1])
#else
#define STEALABLE (inbox[0] | inbox[1] | inbox[2] | ready[0] | ready[1] | ready[2])
#define UNATTENDED 0
#define SENT (inbox[0] | inbox[1] | inbox[2] | addressed[0] | addressed[1] | addressed[2])
#endif
#if CARRIERS == 2
#define READY (ready[0] | ready[1])
#else
#define READY (ready[0] | ready[1] | ready[2])
#endif
#define HOMELESS (DETACHED_READY | overflow)
#ifndef IN_ENVELOPE
#define IN_ENVELOPE ((handoff == TAKEN || handoff == OFFERED) -> envelope : 0)
#endif
#define ANYWHERE (SENT | READY | overflow | IN_ENVELOPE | running | ended)

/* The first half of an enqueue. T2: a task that is somewhere else already would be in two places. */
inline put(queue, what) {
    d_step { assert(!((what) & TASKS & ANYWHERE)); assert(!(queue & (what))); queue = queue | (what) }
}

/* Any element of a set that is not empty; part of a step of the caller. */
inline pick(set, what) {
    if
#ifdef ANY_TASK
    :: (set) & TASK0 -> what = TASK0
    :: (set) & TASK1 -> what = TASK1
    :: (set) & TASK2 -> what = TASK2
#else
    :: (set) & TASKS -> what = LOWEST((set) & TASKS)
#endif
    :: (set) & ENVELOPE -> what = ENVELOPE
    :: (set) & ENVELOPE_AGAIN -> what = ENVELOPE_AGAIN
#ifdef ENVELOPE_THIRD
    :: (set) & ENVELOPE_THIRD -> what = ENVELOPE_THIRD
#endif
    fi
}

/* Takes something from a queue into the hand x; part of a step. */
#define TAKE(queue) pick(queue, x); queue = queue & ~x

/* IdleWorkers.claim: the bit first, then the count (W3). */
inline claim(preferred) {
#ifdef M_CLAIM_COUNTS_FIRST
    if
    :: parked ->
        searchers++;
        if
        :: d_step { parked -> parked = parked & ~((parked & BIT(preferred)) -> BIT(preferred) : LOWEST(parked)) }
        :: else -> searchers--
        fi
#else
    if
    :: d_step { parked -> parked = parked & ~((parked & BIT(preferred)) -> BIT(preferred) : LOWEST(parked)) };
        searchers++
#endif
    :: else -> NONE_PARKED
    fi
}

/* IdleWorkers.call, the second half of an enqueue: FENCE, then the look whether anybody searches (W1). */
inline call(preferred) {
    if
    :: searchers <= 0 -> claim(preferred)
    :: else
    fi
}

/* IdleWorkers.callFor, the second half where something is meant for one worker: FENCE, then the look whether that one sleeps (P3). */
inline callFor(w) {
    if
    :: d_step { parked & BIT(w) -> parked = parked & ~BIT(w) }; searchers++
    :: else ->
        if
        :: BLOCKED & BIT(w) -> call(w)
        :: else
        fi
    fi
}

/* IdleWorkers.searchEnds: the last one that leaves the count, FENCE, looks for more, since enqueuers relied on it (W1, case 1). */
inline searchEnds() {
    atomic { searching = false; searchers--; sure = (searchers <= 0) };
    if
#ifndef M_LAST_SEARCHER_LEAVES
    :: sure -> sure = false; needHelp()
#endif
    :: else -> sure = false
    fi
}

/* Backlog.needsHelp: looks at the workers, then where the homeless are. */
inline needHelp() {
    if
    :: STEALABLE | UNATTENDED -> claim(0)
    :: else ->
        if
        :: HOMELESS -> claim(0)
        :: else
        fi
    fi
}

/* Handoffs.keep: a task from an envelope comes into the own queue; where that cannot grow somewhere else, and the sentry wakes somebody. */
inline keep(task) {
    if
    :: put(ready[me], task)
#ifdef NO_ROOM
    :: put(overflow, task); call(mine)
#endif
    fi
}

inline keepAll() {
    do
    :: x -> keep(LOWEST(x)); x = x & ~LOWEST(x)
    :: else -> break
    od
}

/* Handoffs.callForHelp: the carrier comes to one task itself. */
inline callForHelp() {
    if
#ifdef M_OPEN_CALLS_NOBODY
    :: true
#else
    :: COUNT(ready[me]) > 1 -> call(mine)
    :: else
#endif
    fi
}
