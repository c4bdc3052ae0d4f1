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
#define DUE ORDERED
#define AT_BOUNDARY tryRefuse()          /* between two runs: the one that it names is over */
#define MEANS_WORK ORDERED
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
    :: d_step { steps > 0 && !suspended -> steps-- }; suspends()
    fi
}

#ifdef M_ANY_RUN
#define NAMED (ORDERED && me == FROM)
#else
#define NAMED (ORDERED && me == FROM && isNamed)
#endif

/* The body gives back "again". */
inline yields() {
    d_step { running = running & ~x };
    if
    :: NAMED ->
        if
        :: d_step { handoff == REQUESTED -> assert(orderTask == x); handoff = TAKEN; envelope = x; x = 0 };
            if
            :: deliver()
            :: fail()
            fi
        :: else -> put(ready[me], x); x = 0
        fi
    :: else -> put(ready[me], x); x = 0
    fi
}

/* The body suspends: who wakes it may do so from then on. */
inline suspends() {
    if
    :: NAMED -> home = TO; tryRefuse()
    :: else
    fi;
    d_step { running = running & ~x; suspended = x; x = 0 }
}

#include "carrier.pml"

proctype Balancer() {
    d_step { isNamed = true; orderTask = taskOfRun };
    handoff = REQUESTED;
    slots = BIT(FROM);
    callFor(FROM);
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
        d_step { x = suspended; suspended = 0 };
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
    ; timeout -> assert(ended == EVERY && handoff != REQUESTED && handoff != TAKEN && handoff != OFFERED)
#endif
}

#ifdef LIVENESS
ltl queuedLeadsToRun { <> (ended == EVERY) }
#endif
