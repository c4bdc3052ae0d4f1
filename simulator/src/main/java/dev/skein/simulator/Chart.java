package dev.skein.simulator;

import dev.skein.simulator.Result.Spread;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.ChartUtils;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/// Draws how the p99 wait by that of the ideal central queue grows with the number of workers.
final class Chart {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 480;
    private static final Color[] COLOURS = {new Color(0x9A9A9A), new Color(0xC44E52), new Color(0x4C72B0), new Color(0x2E8B57)};
    private static final float LINE = 2;

    private Chart() {}

    static void write(List<Suite.Curve> curves, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            ChartUtils.writeChartAsPNG(out, draw(curves), WIDTH, HEIGHT);
        }
    }

    static JFreeChart draw(List<Suite.Curve> curves) {
        XYSeriesCollection data = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
        for (int i = 0; i < curves.size(); i++) {
            data.addSeries(series(curves.get(i)));
            renderer.setSeriesPaint(i, COLOURS[i % COLOURS.length]);
            renderer.setSeriesStroke(i, new BasicStroke(LINE));
        }
        XYPlot plot = new XYPlot(data, axis("workers"), axis("p99 wait / that of the ideal central queue"), renderer);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setDomainGridlinePaint(Color.LIGHT_GRAY);
        plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
        JFreeChart chart = new JFreeChart("Load 80 %, Pareto, a quarter as many tasks as workers at once", new Font(Font.SANS_SERIF, Font.PLAIN, 15), plot, true);
        chart.setBackgroundPaint(Color.WHITE);
        return chart;
    }

    /// A number of workers at which the ideal queue has no wait has no point.
    private static XYSeries series(Suite.Curve curve) {
        XYSeries series = new XYSeries(curve.name());
        for (Result result : curve.byWorkers()) {
            Spread ratio = result.byIdeal(curve.mode(), Outcome::p99Wait);
            if (ratio.median() > 0) series.add(result.scenario().workers(), ratio.median());
        }
        return series;
    }

    private static LogAxis axis(String label) {
        LogAxis axis = new LogAxis(label);
        axis.setBase(2);
        axis.setTickUnit(new NumberTickUnit(1));
        axis.setNumberFormatOverride(NumberFormat.getIntegerInstance(Locale.ROOT));
        return axis;
    }
}
