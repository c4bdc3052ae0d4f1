/*
 * The handoff of a task that runs: the order names a run; when the body of that run gives back "again" the carrier puts the task into the
 * envelope instead of its own queue. If it suspends, its home is rewritten; if it ends, there is nothing to move. Bodies yield or suspend
 * STEPS times, two tasks twice together or three tasks once.
 */
#ifndef STEPS
#define STEPS 1
#endif
#if STEPS == 1
#define EVERY TASKS
#else
#define EVERY (TASK0 | TASK1)
#endif
#define WORKERS 2
#define CARRIERS WORKERS
#define MAX_SEARCHERS 1
#define FROM 0
#define TO 1

#define RUN runBody()
#define OPEN open()
#define NO_FAILURES
#define BEGIN if :: me == FROM -> goto working :: else -> searching = true; goto end_asleep fi;
#define PARKED_FIRST BIT(TO)

#include "queues.pml"
#include "orders.pml"

bool isNamed;                            /* the run number of the source's carrier is still the one that the order names */
byte taskOfRun;                          /* these two only to check by */
byte orderTask;
byte steps = STEPS;                            /* how often a body may yet yield or suspend */
byte suspended;
byte home = FROM;

inline runBody() {
    if
    :: me == FROM -> d_step { isNamed = false; taskOfRun = x }
    :: else
    fi;
    if
    :: ends()
    :: d_step { steps > 0 -> steps-- }; yields()
    :: d_step { steps > 0 -> steps-- }; suspends()
    fi
}

#define ORDERED_HERE (me == FROM && ORDERED)
#ifdef M_ANY_RUN
#define IS_NAMED true
#else
#define IS_NAMED isNamed
#endif

/* TaskRunner.putBack, Handoffs.takeAway: the body gives back "again". */
inline yields() {
    d_step { running = running & ~x };
    if
    :: ORDERED_HERE ->
        if
        :: d_step { handoff == REQUESTED -> handoff = TAKEN; envelope = (IS_NAMED -> x : 0) };
            if
            :: envelope -> d_step { assert(orderTask == x); x = 0 }; deliver()
            :: true -> putBack()           /* stale, or not movable */
            fi
        :: else -> put(ready[me], x); x = 0
        fi
    :: else -> put(ready[me], x); x = 0
    fi
}

/* Handoffs.takeFor: TAKEN -> REFUSED, and Intake.putBack. */
inline putBack() {
    d_step { assert(handoff == TAKEN); envelope = 0; handoff = REFUSED };
    put(ready[me], x);
    x = 0
}

/* Offers the envelope, which is empty, and accepts it, unless somebody has met it in the overflow: then that one settles it. */
inline handOn() {
    handoff = OFFERED;
#ifdef M_SETTLE_WITHOUT_ACCEPT
    d_step { if :: handoff == OFFERED -> handoff = ACCEPTED :: else fi };
    atomic { assert(handoff == ACCEPTED); handoff = SETTLED }
#else
    if
    :: d_step { handoff == OFFERED -> handoff = ACCEPTED }; atomic { assert(handoff == ACCEPTED); handoff = SETTLED }
    :: else
    fi
#endif
}

/* TaskRunner.takeOrderedHome, Handoffs.takeHome, before the task is given back; who wakes it may do so from then on. */
inline suspends() {
    if
    :: ORDERED_HERE && home == FROM ->
        if
        :: d_step { handoff == REQUESTED -> handoff = TAKEN };
            if
            :: IS_NAMED -> assert(orderTask == x); handOn(); home = TO
            :: true -> refuse()
            fi
        :: else
        fi
    :: else
    fi;
    d_step { running = running & ~x; suspended = suspended | x; x = 0 }
}

#include "carrier.pml"

proctype Balancer() {
    d_step { isNamed = true; orderTask = taskOfRun };
    handoff = REQUESTED;
    slots = BIT(FROM);                   /* OrderSlots.putRunning. Nobody is woken: a worker that sleeps runs nothing */
again:
    if
    :: handoff == REQUESTED -> tryRefuse(); goto again
    :: handoff == OFFERED -> put(overflow, ENVELOPE_AGAIN); call(0)
    :: true
    fi
}

/* What a suspended task waits for comes; Intake.send. */
proctype Waker() {
    byte x;
end_waits:
    do
    :: suspended ->
        d_step { x = LOWEST(suspended); suspended = suspended & ~x };
        if
        :: home == FROM -> put(addressed[FROM], x); callFor(FROM)
        :: else -> put(addressed[TO], x); callFor(TO)
        fi;
        x = 0
    od
}

init {
    atomic {
        byte i;
        ready[FROM] = EVERY;
        do
        :: i < CARRIERS -> run Carrier(i); i++
        :: else -> break
        od;
        run Balancer();
        run Waker()
    }
#ifdef SAFETY
    ; timeout -> assert(ended == EVERY && handoff != TAKEN && handoff != OFFERED)
#endif
}

#ifdef LIVENESS
ltl queuedLeadsToRun { <> (ended == EVERY) }
#endif
