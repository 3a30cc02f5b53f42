package id.core.http.console;

import id.api.partner.RequiresScope;
import id.core.http.gate.OpenEndpoints;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One resource method, found by walking the classes of the bundles that have endpoints. */
record Endpoint(String operation, String scope, boolean open, Method method) {

    private static final List<String> BUNDLES = List.of("admin", "govstack", "oidc", "osia", "station", "verification");

    static List<Endpoint> all() throws IOException, URISyntaxException, ClassNotFoundException {
        List<Endpoint> endpoints = new ArrayList<>();
        for (String bundle : BUNDLES) {
            for (String name : classes("id/core/http/" + bundle)) {
                Class<?> type = Class.forName(name);
                if (type.isAnnotationPresent(Path.class)) {
                    endpoints.addAll(of(type));
                }
            }
        }
        return endpoints;
    }

    /** All classes of the bundles that answer HTTP. */
    static List<Class<?>> allClasses() throws IOException, URISyntaxException, ClassNotFoundException {
        List<Class<?>> all = new ArrayList<>();
        for (String bundle : Stream.concat(BUNDLES.stream(), Stream.of("console", "gate")).toList()) {
            for (String name : classes("id/core/http/" + bundle)) {
                all.add(Class.forName(name, false, Endpoint.class.getClassLoader()));
            }
        }
        return all;
    }

    private static List<String> classes(String folder) throws IOException, URISyntaxException {
        // A class of the package says where the bundle is; the folder alone might be found in its tests.
        URI place = Endpoint.class.getClassLoader().getResource(folder + "/package-info.class").toURI();
        if (place.getScheme().equals("jar")) {
            try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
                return names(jar.getPath("/" + folder), folder);
            }
        }
        return names(java.nio.file.Path.of(place).getParent(), folder);
    }

    private static List<String> names(java.nio.file.Path where, String folder) throws IOException {
        try (Stream<java.nio.file.Path> files = Files.list(where)) {
            return files.map(file -> file.getFileName().toString()).filter(file -> file.endsWith(".class"))
                    .map(file -> folder.replace('/', '.') + "." + file.substring(0, file.length() - 6)).toList();
        }
    }

    private static List<Endpoint> of(Class<?> type) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (Method method : type.getDeclaredMethods()) {
            for (Annotation annotation : method.getAnnotations()) {
                HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
                if (verb != null) {
                    RequiresScope scope = method.isAnnotationPresent(RequiresScope.class)
                            ? method.getAnnotation(RequiresScope.class)
                            : type.getAnnotation(RequiresScope.class);
                    endpoints.add(new Endpoint(verb.value() + " " + path(type, method),
                            scope == null ? "" : scope.value(), OpenEndpoints.contains(type, method), method));
                }
            }
        }
        return endpoints;
    }

    private static String path(Class<?> type, Method method) {
        String path = type.getAnnotation(Path.class).value();
        if (method.isAnnotationPresent(Path.class)) {
            path += "/" + method.getAnnotation(Path.class).value();
        }
        return ("/" + path).replaceAll("/+", "/").replaceAll("\\{(\\w+)\\s*:[^}]*}", "{$1}").replaceAll("(.)/$", "$1");
    }
}
