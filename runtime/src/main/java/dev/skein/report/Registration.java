package dev.skein.report;

import dev.skein.engine.Inspection;
import java.lang.management.ManagementFactory;
import java.util.regex.Pattern;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/// Keeps the bean of one runtime with the platform's JMX server, from its start to its end. A class of its own, so that a JVM without JMX fails
/// where it is used, which the caller survives.
final class Registration {

    /// More runtimes of one name than so many have no beans.
    private static final int IDS_MAX = 1_000;
    /// What a value of a key may hold without quotes.
    private static final Pattern UNQUOTED = Pattern.compile("[A-Za-z0-9._-]+");

    private Registration() {}

    /// @return takes the bean out again
    /// @throws JMException if the server refuses the bean
    static Runnable register(Inspection runtime, Reporting reporting) throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        RuntimeBean bean = new RuntimeBean(runtime, reporting);
        for (int id = 1; id <= IDS_MAX; id++) {
            ObjectName name = nameOf(runtime.name(), id);
            try {
                server.registerMBean(bean, name);
            } catch (InstanceAlreadyExistsException taken) {
                continue;
            }
            return () -> unregister(server, name);
        }
        throw new InstanceAlreadyExistsException(IDS_MAX + " runtimes are named " + runtime.name());
    }

    private static void unregister(MBeanServer server, ObjectName name) {
        try {
            server.unregisterMBean(name);
        } catch (InstanceNotFoundException gone) {
            return;                          // somebody else has taken it out
        } catch (JMException failure) {
            throw new IllegalStateException("cannot take " + name + " out of the JMX server", failure);
        }
    }

    /// @param id 1 for the first of that name
    static ObjectName nameOf(String runtime, int id) throws MalformedObjectNameException {
        String value = UNQUOTED.matcher(runtime).matches() ? runtime : ObjectName.quote(runtime);
        return new ObjectName("skein:type=Runtime,name=" + value + (id == 1 ? "" : ",id=" + id));
    }
}
