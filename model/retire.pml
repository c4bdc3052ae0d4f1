/*
 * A worker retires, is restored, and may retire again, while others enqueue to it and wake it, and its own tasks enqueue more. Its carrier moves
 * what is queued there in envelopes of its own. An envelope is named by the lowest of its tasks; nobody offers it again, so one queue has it.
 */
#define WORKERS 2
#define CARRIERS WORKERS
#define MAX_SEARCHERS 1
#define LEAVING 1                        /* the worker that retires */
#define STAYING 0

#ifdef ONE_TASK
#define EVERY TASK0
#define LAST_SENT TASK0
#else
#define LAST_SENT TASK1
#endif
#if defined(ONE_TASK)
#elif defined(TWO_TASKS)
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
#define OPEN open()

#define ENVELOPE_THIRD 32
#define ENVELOPE_OF(task) ((task) * ENVELOPE)
#define PLACE(envelope) ((envelope) >> 4)                /* 8, 16, 32: 0, 1, 2 */
#define IN_ENVELOPE (held[0] | held[1] | held[2])
byte held[3];                            /* the tasks in each envelope */

bool retired;
bool permit;                             /* LockSupport.unpark of the carrier that rests */
bool resting;
bool retiring;                           /* the future of a retirement is not complete */
bool serves = true;                      /* only to check by: the carrier has not gone to rest, or has left it */

#include "queues.pml"

/* Intake.giveAddressedToAll, giveAllToAll, of the worker that is closed; Closed.moveOn. */
inline moveOn() {
    if
    :: retired ->
        do
        :: atomic {
            if
            :: addressed[LEAVING] -> TAKE(addressed[LEAVING])
            :: inbox[LEAVING] -> TAKE(inbox[LEAVING])
            :: else -> break
            fi
           };
           put(overflow, x);
           moved = true
        od;
        x = 0;
        if
        :: moved -> moved = false; call(0)
        :: else
        fi
    :: else
    fi
}

/* Handoffs.emptyInto: takes all that it finds, or as much as there was when it counted. */
inline emptyInto() {
    do
    :: atomic {
        if
        :: ready[LEAVING] -> TAKE(ready[LEAVING])
        :: addressed[LEAVING] -> TAKE(addressed[LEAVING])
        :: inbox[LEAVING] -> TAKE(inbox[LEAVING])
        :: else -> break
        fi;
        batch = batch | x;
        x = 0
       }
    :: batch -> break
    od;
    if
    :: batch ->
        d_step { assert(!(batch & ANYWHERE)); x = ENVELOPE_OF(LOWEST(batch)); held[PLACE(x)] = batch; batch = 0 };
        put(addressed[STAYING], x);
        x = 0;
        callFor(STAYING)
    :: else
    fi
}

/* Handoffs.open: an envelope that the carrier of a closed worker has sent. */
inline open() {
    d_step { batch = PLACE(x); x = held[batch]; held[batch] = 0; batch = 0 };
    keepAll();
    callForHelp()
}

/* Closed.emptied, under its lock: the retirement is complete, so nothing runs there (R3). */
inline emptied() {
    if
    :: retiring && retired -> assert(resting && !serves); retiring = false
    :: else
    fi
}

/* Carrier.rest: empties the queues and sleeps until the worker is open again. */
inline rest() {
    if
#ifdef M_REST_WITHOUT_LOOK
    :: searching -> searching = false; searchers--
#else
    :: searching -> searchEnds()         /* somebody may have relied on it, or have woken it for a task elsewhere */
#endif
    :: else
    fi;
    do                                   /* Handoffs.emptyQueues */
    :: ready[LEAVING] | inbox[LEAVING] | addressed[LEAVING] -> emptyInto()
    :: else -> break
    od;
    moveOn();
    d_step { serves = false; resting = true };
    d_step { emptied() };
end_rests:                               /* Carrier.sleepWhileClosed */
    do
#ifdef M_END_REST_WITHOUT_LOCK
    :: d_step { !retired -> serves = true }; resting = false; break
#else
    :: d_step { !retired -> serves = true; resting = false }; break
#endif
    :: d_step { retired && permit -> permit = false }
    od
}

#define LOCALS bool moved; byte batch;
#include "carrier.pml"

/* Intake.enqueue and Intake.send by threads outside. FENCE, then the availability: who finds the worker closed moves on what stands there (R1). */
inline sendTo(w) {
    if
    :: put(inbox[w], task); call(w)
    :: w == LEAVING -> put(addressed[w], task); callFor(w)
    fi;
#ifndef M_RETIRE_NO_HANDSHAKE
    if
    :: w == LEAVING -> moveOn()
    :: else
    fi
#endif
}

proctype Submitter() {
    byte task = TASK0;
    byte x;
    bool moved;
    do
    :: task <= LAST_SENT ->
        if
#ifndef AIMED
        :: sendTo(STAYING)
#endif
        :: sendTo(LEAVING)
        fi;
        task = task << 1
    :: else -> break
    od
}

/* Closed.retire, Closed.ask */
inline retireIt() {
    d_step { retired = true; retiring = true };          /* FENCE */
    callFor(LEAVING);
    permit = true;
#ifndef M_RETIRE_MOVES_NOTHING
    moveOn();
#endif
    d_step { if :: resting -> emptied() :: else fi }
}

/* Closed.restore */
inline restoreIt() {
    d_step { retired = false; retiring = false };
    permit = true
}

proctype Operator() {
    byte x;
    bool moved;
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
    ; timeout -> assert(ended == EVERY && (!retired || resting) && !retiring)
#endif
}

#ifdef LIVENESS
ltl queuedLeadsToRun { <> (ended == EVERY) }
#endif
