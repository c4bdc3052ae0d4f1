/*
 * A watcher that sleeps only while all workers do: the balancer (Balancer, Doze, H5), and just so the sentry (Sentry, S2). A waker clears the bit
 * of a worker that sleeps; the worker's carrier leaves park, sees to it that the watcher is awake, runs for a while or for ever, and sleeps again.
 */
#define WORKERS 2
#define ALL 3
#define BIT(i) (1 << (i))

byte parked = ALL;
bool asleep;
bool permit;                             /* LockSupport.unpark of the watcher */

/* SearchingCarrier.sleep: leaves park since its bit is clear; WorkerPool.ensureAwake. */
proctype Carrier(byte me) {
end_asleep:
    !(parked & BIT(me));
awake:
    if
    :: asleep -> asleep = false; permit = true           /* Doze.ensureAwake */
    :: else
    fi;
    if
    :: parked = parked | BIT(me);
        if
        :: goto end_asleep
        :: d_step { parked & BIT(me) -> parked = parked & ~BIT(me) };    /* it has found work at its last look, or could not go to sleep */
#ifdef M_STAYS_AND_TELLS_NOBODY
            skip
#else
            goto awake
#endif
        fi
    :: true                              /* runs for ever */
    fi;
end_runs:
    false
}

/* IdleWorkers.claim, by whoever enqueues. */
proctype Waker() {
    byte times;
    do
    :: times < 3 && (parked & 1) -> d_step { parked = parked & ~1; times++ }
    :: times < 3 && (parked & 2) -> d_step { parked = parked & ~2; times++ }
    :: break
    od
}

/* Balancer.Ticks.sleepWhileAllDo, Sentry.fallAsleep */
proctype Watcher() {
end_ticks:
    parked == ALL;                       /* as it has found them at two ticks */
#ifdef M_LOOK_BEFORE_ANNOUNCING
    if
    :: parked == ALL -> asleep = true
    :: else -> goto end_ticks
    fi;
end_dozes:
    permit;
    permit = false;
    if
    :: asleep -> goto end_dozes
    :: else -> goto end_ticks
    fi
#else
    asleep = true;                       /* Doze.announce; volatile, as the bits: no fence */
again:
    if
    :: asleep ->
        if
        :: parked == ALL ->
end_dozes:
            permit;
            permit = false;
            goto again
        :: else
        fi
    :: else
    fi;
    asleep = false;                      /* Doze.retract */
    goto end_ticks
#endif
}

init {
    atomic {
        run Carrier(0);
        run Carrier(1);
        run Waker();
        run Watcher()
    }
#ifdef SAFETY
    ; timeout -> assert(parked == ALL || !asleep)
#endif
}
