package dev.skein.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Executors with one fault each, put to the contract that must refuse them. A contract that lets its broken control pass is blind.
class ContractsCanFailTest {

    private interface Faulty {
        ScheduledExecutorService create(int workers);
    }

    private interface Check<C> {
        void run(C contract) throws Throwable;
    }

    private static <C extends ExecutorContract> void assertRefused(C contract, Check<C> check) {
        contract.workers = 2;
        contract.startPool();
        Throwable refusal;
        try {
            refusal = catchThrowable(() -> check.run(contract));
        } finally {
            Thread.interrupted();
            contract.pool.shutdownNow();
        }
        assertThat(refusal).as("what the contract says of the broken executor").isNotNull();
    }

    private static ExecuteContract execute(Faulty faulty) {
        return new ExecuteContract() {
            @Override
            protected ScheduledExecutorService create(int workers) {
                return faulty.create(workers);
            }
        };
    }

    private static InterruptContract interrupt(Faulty faulty) {
        return new InterruptContract() {
            @Override
            protected ScheduledExecutorService create(int workers) {
                return faulty.create(workers);
            }
        };
    }

    private static InvokeAllContract invokeAll(Faulty faulty) {
        return new InvokeAllContract() {
            @Override
            protected ScheduledExecutorService create(int workers) {
                return faulty.create(workers);
            }
        };
    }

    private static ScheduleContract schedule(Faulty faulty) {
        return new ScheduleContract() {
            @Override
            protected ScheduledExecutorService create(int workers) {
                return faulty.create(workers);
            }
        };
    }

    private static PeriodicContract periodic(Faulty faulty) {
        return new PeriodicContract() {
            @Override
            protected ScheduledExecutorService create(int workers) {
                return faulty.create(workers);
            }
        };
    }

    private static ShutdownContract shutdown(Faulty faulty) {
        return new ShutdownContract() {
            @Override
            protected ScheduledExecutorService create(int workers) {
                return faulty.create(workers);
            }
        };
    }

    private static ShutdownNowContract shutdownNow(Faulty faulty) {
        return new ShutdownNowContract() {
            @Override
            protected ScheduledExecutorService create(int workers) {
                return faulty.create(workers);
            }
        };
    }

    private static CloseContract close(Faulty faulty) {
        return new CloseContract() {
            @Override
            protected ScheduledExecutorService create(int workers) {
                return faulty.create(workers);
            }
        };
    }

    private static ShutdownRaceContract shutdownRace(Faulty faulty) {
        return new ShutdownRaceContract() {
            @Override
            protected ScheduledExecutorService create(int workers) {
                return faulty.create(workers);
            }
        };
    }

    @Test
    void execute_thatRunsSomeTasksTwice_isRefused() {
        AtomicInteger count = new AtomicInteger();
        assertRefused(execute(workers -> new ScheduledThreadPoolExecutor(workers) {
            @Override
            public void execute(Runnable task) {
                super.execute(task);
                if (count.incrementAndGet() % 1_000 == 0) super.execute(task);
            }
        }), ExecuteContract::execute_manyTasks_runsEachExactlyOnce);
    }

    @Test
    void execute_thatAcceptsNull_isRefused() {
        assertRefused(execute(workers -> new ScheduledThreadPoolExecutor(workers) {
            @Override
            public void execute(Runnable task) {
                if (task != null) super.execute(task);
            }
        }), ExecuteContract::execute_null_throwsNullPointerException);
    }

    @Test
    void worker_thatKeepsAForeignInterrupt_isRefused() {
        AtomicInteger count = new AtomicInteger();
        Faulty leaking = workers -> new ScheduledThreadPoolExecutor(workers) {
            @Override
            protected void beforeExecute(Thread worker, Runnable task) {
                if (count.incrementAndGet() % 500 == 0) worker.interrupt();
            }
        };
        assertRefused(interrupt(leaking), InterruptContract::interruptOfItself_isNotSeenByTheNextTasks);
        assertRefused(interrupt(leaking), contract -> contract.cancelTrue_inAStorm_hitsOnlyItsVictims(InterruptContract.Bystander.COMPUTES));
        assertRefused(interrupt(leaking), contract -> contract.cancelTrue_inAStorm_hitsOnlyItsVictims(InterruptContract.Bystander.BLOCKS));
        assertRefused(interrupt(leaking), InterruptContract::cancelTrue_fromManyThreads_hitsOnlyItsVictims);
        assertRefused(interrupt(leaking), InterruptContract::cancelTrue_asTheVictimLeaves_isNotSeenByItsSuccessor);
    }

    @Test
    void invokeAll_inAnotherOrder_isRefused() {
        assertRefused(invokeAll(workers -> new ScheduledThreadPoolExecutor(workers) {
            @Override
            public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks) throws InterruptedException {
                return super.invokeAll(tasks).reversed();
            }
        }), InvokeAllContract::invokeAll_manyTasks_returnsAllDoneInTheirOrder);
    }

    @Test
    void schedule_thatIsEarly_isRefused() {
        assertRefused(schedule(workers -> new ScheduledThreadPoolExecutor(workers) {
            @Override
            public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
                return super.schedule(task, unit.toNanos(delay) * 9 / 10, TimeUnit.NANOSECONDS);
            }
        }), ScheduleContract::schedule_manyRandomDelays_runsEachOnceAndNoneEarly);
    }

    @Test
    void fixedRate_thatDoesNotCatchUp_isRefused() {
        assertRefused(periodic(workers -> new ScheduledThreadPoolExecutor(workers) {
            @Override
            public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long initialDelay, long period, TimeUnit unit) {
                return super.scheduleWithFixedDelay(task, initialDelay, period, unit);
            }
        }), PeriodicContract::fixedRate_afterASlowRun_catchesUp);
    }

    @Test
    void fixedDelay_thatKeepsARate_isRefused() {
        assertRefused(periodic(workers -> new ScheduledThreadPoolExecutor(workers) {
            @Override
            public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long initialDelay, long delay, TimeUnit unit) {
                return super.scheduleAtFixedRate(task, initialDelay, delay, unit);
            }
        }), PeriodicContract::fixedDelay_betweenRuns_keepsTheDelayFromEndToStart);
    }

    @Test
    void periodic_thatRunsBesideItself_isRefused() {
        assertRefused(periodic(workers -> new ScheduledThreadPoolExecutor(workers) {
            @Override
            public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long initialDelay, long period, TimeUnit unit) {
                return super.scheduleAtFixedRate(() -> execute(task), initialDelay, period, unit);
            }
        }), contract -> contract.periodic_slowerThanItsPeriod_neverRunsBesideItself(PeriodicContract.Kind.FIXED_RATE));
    }

    @Test
    void shutdown_thatDropsDelayedTasks_isRefused() {
        assertRefused(shutdown(workers -> {
            ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(workers);
            pool.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
            return pool;
        }), ShutdownContract::shutdown_withDelayedTasks_runsThemAtTheirTime);
    }

    @Test
    void shutdown_thatInterrupts_isRefused() {
        assertRefused(shutdown(workers -> new ScheduledThreadPoolExecutor(workers) {
            @Override
            public void shutdown() {
                super.shutdownNow();
            }
        }), ShutdownContract::shutdown_whileATaskRuns_isNotTerminatedUntilItEnds);
    }

    @Test
    void rejection_withoutAMessage_isRefused() {
        assertRefused(shutdown(workers -> new ScheduledThreadPoolExecutor(workers, (task, pool) -> {
            throw new RejectedExecutionException();
        })), contract -> contract.submission_afterShutdown_isRejectedWithAMessage(ShutdownContract.Entrance.EXECUTE));
    }

    @Test
    void rejection_withoutAnException_isRefused() {
        assertRefused(shutdownRace(workers -> new ScheduledThreadPoolExecutor(workers, new ThreadPoolExecutor.DiscardPolicy())),
                ShutdownRaceContract::shutdown_racingWithExecuteWhileATaskRuns_runsOrRefusesEach);
    }

    @Test
    void shutdownNow_thatLosesATask_isRefused() {
        assertRefused(shutdownNow(workers -> new ScheduledThreadPoolExecutor(workers) {
            @Override
            public List<Runnable> shutdownNow() {
                return super.shutdownNow().stream().skip(1).toList();
            }
        }), ShutdownNowContract::shutdownNow_withTasksQueued_returnsAsManyAndRunsNone);
    }

    @Test
    void close_thatForgetsTheInterrupt_isRefused() {
        assertRefused(close(workers -> new ScheduledThreadPoolExecutor(workers) {
            @Override
            public void close() {
                super.close();
                Thread.interrupted();
            }
        }), CloseContract::close_whenInterruptedWhileWaiting_stopsTheRunningAndKeepsTheFlag);
    }

    @Test
    void close_thatDoesNotWait_isRefused() {
        assertRefused(close(workers -> new ScheduledThreadPoolExecutor(workers) {
            @Override
            public void close() {
                shutdown();
            }
        }), CloseContract::close_atTheEndOfTryWithResources_hasRunEverything);
    }

    @Test
    void cancelledPeriodicTask_thatRunsOn_isRefused() {
        assertRefused(periodic(workers -> new ScheduledThreadPoolExecutor(workers) {
            @Override
            public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long initialDelay, long period, TimeUnit unit) {
                super.scheduleAtFixedRate(task, initialDelay, period, unit);
                return super.scheduleAtFixedRate(() -> { }, initialDelay, period, unit);
            }
        }), contract -> contract.cancel_betweenRuns_stopsIt(PeriodicContract.Kind.FIXED_RATE));
    }
}
