/*
 * Park and wake: two threads outside enqueue, carriers steal, sleep and are woken. With INSIDE the last task is enqueued by another task. With
 * LONG task 0 does not end before the others have, and nothing is addressed to a worker, for that is the sentry's (takeover.pml).
 * Two workers and three tasks, or three workers and two tasks: the states of three and three do not fit into 4 GB.
 */
#ifndef WORKERS
#define WORKERS 2
#endif
#define CARRIERS WORKERS
#define MAX_SEARCHERS 1

#if WORKERS == 3
#define EVERY (TASK0 | TASK1)
#define LAST_SENT TASK1
#elif defined(INSIDE)
#define EVERY TASKS
#define LAST_SENT TASK1
#define RUN if :: x == TASK1 -> put(ready[me], TASK2); call(mine) :: else fi; ends()
#else
#define EVERY TASKS
#define LAST_SENT TASK2
#endif
#ifdef LONG
#define ANY_TASK
#define RUN if :: x == TASK0 -> (ended | TASK0) == EVERY :: else fi; ends()
#endif

#include "queues.pml"
#include "carrier.pml"

/* Intake.enqueue of a thread outside; Intake.send */
proctype Submitter(byte task; byte last) {
    byte w;
    do
    :: task <= last ->
        if
        :: w = 0
        :: w = 1
#if WORKERS == 3
        :: w = 2
#endif
        fi;
        if
        :: put(inbox[w], task); call(w)
#ifndef LONG
        :: put(addressed[w], task); callFor(w)
#endif
        fi;
        d_step { task = task << 1; w = 0 }
    :: else -> break
    od
}

init {
    atomic {
        byte i;
        do
        :: i < CARRIERS -> run Carrier(i); i++
        :: else -> break
        od;
        run Submitter(TASK0, TASK0);
        run Submitter(TASK1, LAST_SENT)
    }
#ifdef SAFETY
    ; timeout -> assert(ended == EVERY)
#endif
}

#ifdef LIVENESS
ltl queuedLeadsToRun { <> (ended == EVERY) }
#endif
