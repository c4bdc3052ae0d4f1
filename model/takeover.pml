/*
 * A spare takes over a worker whose carrier blocks: in a managed way, or in the kernel without a word, as the balancer judges.
 *
 * Task 0 blocks until task 2 has ended, or for a moment; PATIENT leaves out the latter. Task 1 blocks until task 2 has ended; with STUCK it
 * does so without a word. Task 2 is enqueued by a thread outside, or with INSIDE by task 0 before it blocks. With JUDGED a balancer takes over
 * workers whose carriers are stuck, and may err MAX_ERRORS times: it may have sampled a carrier that has gone on since, and the carrier may be
 * anywhere. One spare, and two workers or one.
 */
#ifndef WORKERS
#define WORKERS 2
#endif
#ifndef MAX_ERRORS
#define MAX_ERRORS 1
#endif
#define CARRIERS (WORKERS + 1)
#define MAX_SEARCHERS 1
#define SPARE WORKERS
#define NOBODY 3
#define ANY_TASK

#define CARRIER_OF(w) carrierOf[w]
#define BLOCKED blocked
#define DETACHED_READY ((detached & 1 -> ready[0] : 0) | (detached & 2 -> ready[1] : 0) | (detached & 4 -> ready[SPARE] : 0))
#define STEAL_DETACHED \
    :: (detached & 1) && ready[0] -> TAKE(ready[0]) \
    :: (detached & 2) && ready[1] -> TAKE(ready[1]) \
    :: (detached & 4) && ready[SPARE] -> TAKE(ready[SPARE])
#define NONE_PARKED if :: blocked -> standIn() :: else fi

#define LOCALS byte mine = me; byte spare; byte b;
#define BEGIN if :: me != SPARE -> goto working :: else -> goto end_waiting fi;
#define PARKED_FIRST 0
#define RUN runBody()
#define DUE (hold[me] == LOST)
#define AT_BOUNDARY goto detaches
#ifdef M_NO_RESTS
#define TRY_REST
#define RESTED
#else
/* Hold.rest, before the carrier announces that it sleeps. */
#define TRY_REST if :: d_step { hold[me] == HOLDS -> hold[me] = RESTS } :: else -> goto detaches fi;
/* Hold.riseAgain, when it is awake. C4: nobody else has its worker. */
#define RESTED d_step { assert(hold[me] == RESTS && carrierOf[mine] == me); hold[me] = HOLDS };
#endif
#ifdef PATIENT
#define WAIT ended & TASK2
#else
#define WAIT if :: ended & TASK2 :: true fi
#endif
#define MORE_LABELS detaches: detach()

mtype = { HOLDS, BLOCKS, RESTS, LOST };
mtype hold[CARRIERS];
byte carrierOf[WORKERS];
byte assigned[CARRIERS];                 /* the worker that a spare is to serve, or NOBODY */
byte blocked;                            /* marks on workers: a hint where to look */
byte detached;                           /* carriers that have lost their workers */
byte waiting;                            /* spares */
bool locked;                             /* the lock of Spares.detached */
byte stuck;                              /* carriers that block without a word */

#include "queues.pml"

/* Spares.acquire */
#define acquire() atomic { waiting -> spare = ((waiting & 1) -> 0 : ((waiting & 2) -> 1 : 2)); waiting = waiting & ~BIT(spare) }

/* Spares.release: leaves the loop it stands in, unless a spare is needed. */
inline release(which) {
    waiting = waiting | which;
    if
    :: STEALABLE | UNATTENDED | HOMELESS ->
        if
        :: searchers <= 0 ->
            if
            :: d_step { parked -> parked = parked & ~LOWEST(parked) }; searchers++; break
            :: else ->
                if
                :: blocked
                :: else -> break
                fi
            fi
        :: else -> break
        fi
    :: else -> break
    fi
}

/* Hold.tryTakeOver or tryTakeOverStuck, and Carrier.assign. The carrier is among the detached before it loses its worker, so that thieves
   find its queue all the time (C3). The caller holds the lock. */
inline take(state) {
    detached = detached | BIT(carrierOf[b]);
    if
#ifdef M_TAKE_OVER_BY_MARK
    :: true ->
#else
    :: d_step { hold[carrierOf[b]] == state -> hold[carrierOf[b]] = LOST };
#endif
        searchers++;
        d_step { carrierOf[b] = spare; assigned[spare] = b; spare = NOBODY }
    :: else -> detached = detached & ~BIT(carrierOf[b])
    fi
}

/* Spares.takeOver: any worker that is marked. */
inline takeOver() {
    atomic { !locked -> locked = true };
    do
    :: atomic { blocked -> b = ((blocked & 1) -> 0 : 1); blocked = blocked & ~BIT(b) };
        take(BLOCKS);
        if
        :: spare == NOBODY -> break
        :: else
        fi
    :: else -> break
    od;
    b = 0;
    locked = false
}

/* Spares.standIn: takes a spare, then a worker for it; without a worker the spare goes back. */
inline standIn() {
    do
    :: acquire();
        takeOver();
        if
        :: spare == NOBODY -> break
        :: else -> release(BIT(spare))
        fi
    :: else -> break
    od;
    spare = 0
}

/* Spares.standInForStuck: the worker b. */
inline takeOverStuck() {
    if
    :: acquire();
        atomic { !locked -> locked = true };
        take(HOLDS);
        locked = false;
        do
        :: spare == NOBODY -> break
        :: spare != NOBODY -> release(BIT(spare)); standIn(); break
        od
    :: else
    fi;
    atomic { spare = 0; b = 0 }
}

inline runBody() {
    if
    :: x == TASK2
    :: x == TASK0 ->
#ifdef INSIDE
        put(ready[me], TASK2); call(mine);
#endif
        enterBlock(); WAIT; exitBlock()
    :: x == TASK1 ->
#ifdef STUCK
        stuck = stuck | BIT(me); ended & TASK2; stuck = stuck & ~BIT(me)
#else
        enterBlock(); ended & TASK2; exitBlock()
#endif
    fi;
    ends()
}

/* Carrier.enterBlock, Hold.enterBlock */
inline enterBlock() {
    if
    :: d_step { hold[me] == HOLDS -> hold[me] = BLOCKS }; goBlocked()
    :: else
    fi
}

/* IdleWorkers.goBlocked: announce, FENCE, look. */
inline goBlocked() {
    blocked = blocked | BIT(mine);
    if
    :: STEALABLE | UNATTENDED | HOMELESS -> call(0)
    :: else
    fi
}

/* Carrier.exitBlock: the carrier's own word decides (C4). */
inline exitBlock() {
#ifdef M_TAKE_OVER_BY_MARK
    if
    :: d_step { blocked & BIT(mine) -> blocked = blocked & ~BIT(mine); hold[me] = HOLDS; assert(carrierOf[mine] == me) }
    :: else -> hold[me] = LOST
    fi
#else
    if
    :: d_step { hold[me] == BLOCKS -> hold[me] = HOLDS; assert(carrierOf[mine] == me) };
        blocked = blocked & ~BIT(mine);
#ifndef M_MARK_OF_SUCCESSOR
        if
        :: hold[me] == LOST -> goBlocked()       /* lost since, so that may have been the mark of the carrier that serves the worker now */
        :: else
        fi
#endif
    :: else
    fi
#endif
}

/* Carrier.detach: has lost its worker, and has no task any more. Then it is a spare until it is assigned. */
inline detach() {
    if
    :: searching -> searchEnds()         /* SearchingCarrier.leaveSearch */
    :: else
    fi;
    sure = false;
    if
    :: ready[me] ->
        do
        :: atomic { ready[me] -> TAKE(ready[me]) }; put(overflow, x)
        :: else -> x = 0; break
        od;
        call(0)
    :: else
    fi;
    detached = detached & ~BIT(me);
    do
    :: release(BIT(me)); standIn(); break
    od;
end_waiting:
    assigned[me] != NOBODY;
    d_step { mine = assigned[me]; assigned[me] = NOBODY };
    /* Carrier.attach. As soon as it holds the worker it may lose it again, and then the mark is another's. */
#ifdef M_HOLDS_BEFORE_MARK
    hold[me] = HOLDS;
    blocked = blocked & ~BIT(mine);
#else
    blocked = blocked & ~BIT(mine);
    hold[me] = HOLDS;
#endif
    searching = true;
    goto search;
}

#include "carrier.pml"

#define IS_STUCK(w) (stuck & BIT(carrierOf[w]))

proctype Balancer() {
    byte spare;
    byte b;
    byte errors;
end_watches:
    do
    :: IS_STUCK(0) && hold[carrierOf[0]] == HOLDS && waiting -> b = 0; takeOverStuck()
    :: errors < MAX_ERRORS && waiting -> errors++; b = 0; takeOverStuck()
#if WORKERS > 1
    :: IS_STUCK(1) && hold[carrierOf[1]] == HOLDS && waiting -> b = 1; takeOverStuck()
    :: errors < MAX_ERRORS && waiting -> errors++; b = 1; takeOverStuck()
#endif
    od
}

/* Intake.giveAddressedToAll: what stands before a worker that makes no progress (P4). */
inline giveAddressedToAll(w) {
    atomic { if :: addressed[w] -> TAKE(addressed[w]) :: else fi };
    if
    :: x -> put(overflow, x); x = 0; call(0)
    :: else
    fi
}

proctype Sentry() {
    byte x;
    byte spare;
    byte b;
end_watches:
    do
    :: IS_STUCK(0) && addressed[0] -> giveAddressedToAll(0)
#if WORKERS > 1
    :: IS_STUCK(1) && addressed[1] -> giveAddressedToAll(1)
#endif
    od
}

proctype Submitter() {
    byte spare;
    byte b;
    if
    :: put(addressed[0], TASK2); callFor(0)
#if WORKERS > 1
    :: put(addressed[1], TASK2); callFor(1)
    :: put(inbox[0], TASK2); call(0)
#endif
    fi
}

init {
    atomic {
        byte i;
        d_step { inbox[0] = TASK0; inbox[WORKERS - 1] = inbox[WORKERS - 1] | TASK1; hold[SPARE] = LOST; waiting = BIT(SPARE) };
        do
        :: i < WORKERS -> carrierOf[i] = i; hold[i] = HOLDS; i++
        :: else -> i = 0; break
        od;
        do
        :: i < CARRIERS -> assigned[i] = NOBODY; run Carrier(i); i++
        :: else -> break
        od;
#ifdef JUDGED
        run Balancer();
#endif
#ifdef STUCK
        run Sentry();
#endif
#ifndef INSIDE
        run Submitter()
#endif
    }
#ifdef SAFETY
    ; timeout -> assert(ended == TASKS && !locked)
#endif
}

#ifdef LIVENESS
ltl queuedLeadsToRun { <> (ended == TASKS) }
#endif
