/*
 * A worker retires, is restored, and may retire again, while others enqueue to it and wake it, and its own tasks enqueue more.
 */
#define WORKERS 2
#define CARRIERS WORKERS
#define MAX_SEARCHERS 1
#define LEAVING 1                        /* the worker that retires */

#ifdef TWO_TASKS
#define EVERY (TASK0 | TASK1)
#else
#define EVERY TASKS
#define RUN if :: x == TASK0 -> put(ready[me], TASK2); call(mine) :: else fi; ends()
#endif
#define DUE (mine == LEAVING && retired)
#define AT_BOUNDARY rest()
#ifndef M_FLAG_OVERLOOKED
#define MEANS_WORK DUE
#endif

bool retired;
bool permit;                             /* LockSupport.unpark of the carrier that rests */
bool resting;

#include "queues.pml"

/* Retirement.drain: moves one task after the other to the overflow. Only the carrier itself takes from its own queue. */
inline drain(own) {
    do
    :: atomic {
        if
        :: own & ready[LEAVING] -> x = LOWEST(ready[LEAVING]); ready[LEAVING] = ready[LEAVING] & ~x
        :: inbox[LEAVING] -> x = LOWEST(inbox[LEAVING]); inbox[LEAVING] = inbox[LEAVING] & ~x
        :: addressed[LEAVING] -> x = LOWEST(addressed[LEAVING]); addressed[LEAVING] = addressed[LEAVING] & ~x
        :: else -> break
        fi
       };
       put(overflow, x);
       moved = true
    od;
    x = 0
}

/* Retirement.rest: empties the queues and stays away until it is restored. */
inline rest() {
    do
    :: DUE ->
        drain(TASKS);
        if
        :: moved -> moved = false; call(0)
        :: else
        fi;
        if
#ifdef M_REST_WITHOUT_LOOK
        :: searching -> searching = false; searchers--
#else
        :: searching -> searchEnds()     /* somebody may have relied on it, or have woken it for a task elsewhere */
#endif
        :: else
        fi;
        resting = true;
end_rests:
#ifdef M_RESTS_ON
        do
        :: d_step { permit -> permit = false }; if :: !retired -> break :: else fi
        od;
#else
        d_step { permit -> permit = false };
#endif
        resting = false
    :: else -> break
    od
}

#define LOCALS bool moved;
#include "carrier.pml"

/* Enqueues by name. FENCE, then the flag: who finds it set moves what stands there, and wakes somebody. */
inline sendTo(w) {
    if
    :: put(inbox[w], task)
    :: w == LEAVING -> put(addressed[w], task); meant = true
    fi;
    if
#ifndef M_RETIRE_NO_HANDSHAKE
    :: w == LEAVING && retired -> drain(0); moved = false; call(0)
#endif
    :: else ->
        if
        :: meant -> callFor(w)
        :: else -> call(w)
        fi
    fi;
    meant = false
}

proctype Submitter() {
    byte task = TASK0;
    byte x;
    bool moved;
    bool meant;
    do
    :: task <= TASK1 ->
        if
        :: sendTo(0)
        :: sendTo(1)
        fi;
        task = task << 1
    :: else -> break
    od
}

inline retireIt() {
    retired = true;                      /* FENCE */
    callFor(LEAVING)
}

inline restoreIt() {
    retired = false;
    permit = true
}

proctype Operator() {
    retireIt();
    if
    :: true -> restoreIt();
        if
#ifndef ONCE
        :: true -> retireIt()
#endif
        :: true
        fi
    :: true
    fi
}

init {
    atomic {
        byte i;
        do
        :: i < CARRIERS -> run Carrier(i); i++
        :: else -> break
        od;
        run Submitter();
        run Operator()
    }
#ifdef SAFETY
    ; timeout -> assert(ended == EVERY && (!retired || resting))
#endif
}

#ifdef LIVENESS
ltl queuedLeadsToRun { <> (ended == EVERY) }
#endif
