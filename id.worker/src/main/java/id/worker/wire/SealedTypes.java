package id.worker.wire;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;
import com.fasterxml.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * A value of a sealed interface is written with the simple name of its class, and read as one of the classes that the
 * interface permits: the compiler's list is the only one, and no message can name another class.
 */
final class SealedTypes extends NopAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public TypeResolverBuilder<?> findTypeResolver(MapperConfig<?> config, AnnotatedClass type, JavaType base) {
        if (!isSealed(type.getRawType())) {
            return null;
        }
        return new StdTypeResolverBuilder().init(JsonTypeInfo.Value.construct(JsonTypeInfo.Id.NAME,
                JsonTypeInfo.As.WRAPPER_OBJECT, null, null, false, true), null);
    }

    @Override
    public List<NamedType> findSubtypes(Annotated annotated) {
        if (!isSealed(annotated.getRawType())) {
            return null;
        }
        List<NamedType> types = new ArrayList<>();
        for (Class<?> permitted : annotated.getRawType().getPermittedSubclasses()) {
            types.add(new NamedType(permitted, permitted.getSimpleName()));
        }
        return types;
    }

    private static boolean isSealed(Class<?> type) {
        return type.isInterface() && type.isSealed();
    }
}
